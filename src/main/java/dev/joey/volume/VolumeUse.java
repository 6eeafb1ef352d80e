package dev.joey.volume;

/**
 * That a container uses a volume.
 *
 * @param destination absolute, inside the container
 * @param unfilled whether what the image has there is still to be copied into the volume
 */
public record VolumeUse(String containerId, String destination, String volume, boolean unfilled) {}
