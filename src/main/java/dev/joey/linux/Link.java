package dev.joey.linux;

/**
 * A network interface.
 *
 * @param index greater than 0, in its namespace
 * @param alias free text on it, or empty
 * @param master index of the bridge it is a port of, or 0
 * @param mac as {@code 02:42:ac:11:00:02}, or empty
 * @param kind as {@code bridge} or {@code veth}, empty for hardware
 */
public record Link(
        int index,
        String name,
        String alias,
        int master,
        String mac,
        int mtu,
        String kind,
        boolean up) {}
