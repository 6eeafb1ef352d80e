package dev.joey.volume;

import java.util.Map;

/**
 * A volume that a container wants.
 *
 * @param name null or empty for a new one without a name
 * @param driver empty for that of the volume, or {@code local} if there is none
 * @param labels of a new one; null for none
 * @param options of a new one; null for none
 * @param destination absolute, inside the container
 * @param fill whether what the image has there is copied into the volume if that is empty
 */
public record VolumeWish(
        String name,
        String driver,
        Map<String, String> labels,
        Map<String, String> options,
        String destination,
        boolean fill) {}
