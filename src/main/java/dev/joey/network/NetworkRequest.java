package dev.joey.network;

import java.util.Map;

/**
 * A network that is to be made.
 *
 * @param driver empty for bridge
 * @param ipv4 null for the default, as {@code ipv6}
 */
record NetworkRequest(
        String name,
        String driver,
        boolean internal,
        boolean attachable,
        Boolean ipv4,
        Boolean ipv6,
        Map<String, String> labels,
        Map<String, String> options,
        IpamRequest ipam) {}
