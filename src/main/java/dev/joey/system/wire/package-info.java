/** The JSON of {@code /version} and {@code /info}. Imports nothing of ours. */
package dev.joey.system.wire;
