package dev.joey.network;

import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.error.EngineException.NotImplemented;
import java.util.Map;
import java.util.Set;

/**
 * The drivers' options, by Docker's names. An option of another driver's or vendor's is kept and
 * means nothing, as with Docker. Source: docker-network-create(1), bridge driver.
 */
final class NetworkOptions {
    static final String MTU = "com.docker.network.driver.mtu";
    static final String BRIDGE = "com.docker.network.bridge.";
    static final String NAME = BRIDGE + "name";
    static final String ICC = BRIDGE + "enable_icc";
    static final String MASQUERADE = BRIDGE + "enable_ip_masquerade";
    static final String HOST_BINDING = BRIDGE + "host_binding_ipv4";
    static final String DEFAULT_BRIDGE = BRIDGE + "default_bridge";
    static final String INHIBIT = BRIDGE + "inhibit_ipv4";
    static final String GATEWAY_MODE_4 = BRIDGE + "gateway_mode_ipv4";
    static final String GATEWAY_MODE_6 = BRIDGE + "gateway_mode_ipv6";
    static final String IFNAME = "com.docker.network.container_iface_prefix";
    static final String ENABLE_IPV6 = "com.docker.network.enable_ipv6";
    static final String ENABLE_IPV4 = "com.docker.network.enable_ipv4";
    static final String PARENT = "parent";
    static final String MACVLAN_MODE = "macvlan_mode";
    static final String IPVLAN_MODE = "ipvlan_mode";

    private static final Set<String> MACVLAN_MODES =
            Set.of("", "bridge", "private", "vepa", "passthru");
    private static final Set<String> IPVLAN_MODES = Set.of("", "l2", "l3", "l3s");

    private NetworkOptions() {}

    /**
     * Refuses values that can never work.
     *
     * @throws InvalidParameter if one cannot
     * @throws NotImplemented naming a mode that is not there
     */
    static void check(String driver, Map<String, String> options) {
        for (String key : Set.of(ICC, MASQUERADE, DEFAULT_BRIDGE, INHIBIT)) {
            String value = options.get(key);
            if (value != null && !value.matches("(?i)1|0|t|f|true|false")) {
                throw new InvalidParameter(
                        "failed to parse " + key + " value: \"" + value + "\" (must be a boolean)");
            }
        }
        String mtu = options.get(MTU);
        if (mtu != null && !mtu.matches("\\d{1,5}")) {
            throw new InvalidParameter("failed to parse " + MTU + " value: \"" + mtu + "\"");
        }
        String binding = options.get(HOST_BINDING);
        if (binding != null && Ip.tryParse(binding).filter(ip -> !ip.ipv6()).isEmpty()) {
            throw new InvalidParameter(
                    "failed to parse " + HOST_BINDING + " value: \"" + binding + "\"");
        }
        String name = options.get(NAME);
        if (name != null && !name.matches("[A-Za-z0-9_.-]{1,15}")) {
            throw new InvalidParameter("invalid network interface name: \"" + name + "\"");
        }
        for (String key : Set.of(GATEWAY_MODE_4, GATEWAY_MODE_6)) {
            String mode = options.getOrDefault(key, "nat");
            switch (mode) {
                case "", "nat", "nat-unprotected", "routed" -> {}
                case "isolated" ->
                        throw new NotImplemented(
                                key + "=isolated is not supported by this version");
                default -> throw new InvalidParameter("unknown gateway mode " + mode);
            }
        }
        if (driver.equals("macvlan")
                && !MACVLAN_MODES.contains(options.getOrDefault(MACVLAN_MODE, ""))) {
            throw new InvalidParameter(
                    "requested macvlan mode '" + options.get(MACVLAN_MODE) + "' is not valid");
        }
        if (driver.equals("ipvlan")
                && !IPVLAN_MODES.contains(options.getOrDefault(IPVLAN_MODE, ""))) {
            throw new InvalidParameter(
                    "requested ipvlan mode '" + options.get(IPVLAN_MODE) + "' is not valid");
        }
    }

    static boolean isTrue(String value) {
        return value.equals("1") || value.equalsIgnoreCase("t") || value.equalsIgnoreCase("true");
    }
}
