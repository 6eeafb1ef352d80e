/** The JSON of Docker's images API. Only {@code ImageResource} and {@code ImageWire} use it. */
package dev.joey.image.wire;
