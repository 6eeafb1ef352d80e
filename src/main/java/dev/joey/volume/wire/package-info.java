/** The JSON of Docker's volumes API as records. */
package dev.joey.volume.wire;
