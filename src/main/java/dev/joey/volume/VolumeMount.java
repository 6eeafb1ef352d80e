package dev.joey.volume;

/**
 * How a container that starts has a volume, for the event.
 *
 * @param propagation empty where Docker has none
 */
public record VolumeMount(
        String volume, String destination, boolean writable, String propagation) {}
