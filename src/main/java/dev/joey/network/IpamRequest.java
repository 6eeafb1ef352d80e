package dev.joey.network;

import java.util.List;
import java.util.Map;

/**
 * The addresses a new network is to have, as asked and unchecked; absent texts are empty.
 *
 * @param driver {@code default}, {@code null} or empty
 */
record IpamRequest(String driver, Map<String, String> options, List<Subnet> subnets) {
    static final IpamRequest NONE = new IpamRequest("", Map.of(), List.of());

    /** One block. */
    record Subnet(String subnet, String range, String gateway, Map<String, String> auxiliary) {}
}
