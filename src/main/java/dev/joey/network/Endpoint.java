package dev.joey.network;

/**
 * A container's seat in a network while it runs.
 *
 * @param id 64 hexadecimal digits
 * @param position among the container's: 0 is {@code eth0}
 * @param device the host's side, empty where there is none
 * @param ipv4 null if it has none, as {@code ipv6}
 * @param mac as {@code 02:42:ac:11:00:02}, empty in networks host and none
 */
record Endpoint(
        String id,
        String networkId,
        String containerId,
        int position,
        String device,
        Ip ipv4,
        Ip ipv6,
        String mac) {}
