/**
 * The JSON of Docker's volumes API as records, and nothing else.
 *
 * <p>Door: {@code dev.joey.volume.VolumeWire}, which alone turns them into the domain's records and
 * back. May import nothing of ours.
 */
package dev.joey.volume.wire;
