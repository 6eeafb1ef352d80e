/**
 * The JSON of Docker's volumes API as records, and nothing else. {@code CreateVolumeBody} is read,
 * all others are written.
 *
 * <p>Door: {@code dev.joey.volume.VolumeWire}, which alone makes them. May import nothing of ours.
 */
package dev.joey.volume.wire;
