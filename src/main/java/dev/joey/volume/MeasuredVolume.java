package dev.joey.volume;

/**
 * A volume with what it holds.
 *
 * @param sizeBytes -1 where that is not known
 * @param users how many containers have it
 */
public record MeasuredVolume(Volume volume, long sizeBytes, long users) {}
