package dev.joey.container;

import dev.joey.container.wire.CreateBody;
import dev.joey.container.wire.HostConfigBody;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.network.Ips;
import dev.joey.network.Modes;

/** Checks what a create request says of networks, with dockerd 28's texts. */
final class NetworkCheckWire {
    private static final String CONFLICT = "conflicting options: ";

    private NetworkCheckWire() {}

    /**
     * @throws InvalidParameter for the first thing that can never work
     */
    static void check(CreateBody body, HostConfigBody host) {
        String mode = NetworkAskWire.mode(body, host);
        if (Modes.isContainer(mode)) {
            shared(mode, body, host);
        }
        if (Modes.isNamespace(mode) && !Modes.namespace(mode).startsWith("/")) {
            throw new InvalidParameter("invalid network mode: " + mode);
        }
        for (String address : CreateWire.list(host.dns())) {
            if (!Ips.isAddress(address)) {
                throw new InvalidParameter("invalid IP address: " + address);
            }
        }
        CreateWire.list(host.extraHosts()).forEach(NetworkCheckWire::extraHost);
        if (mode.equals("host") || mode.equals("none")) {
            for (String network : NetworkAskWire.endpoints(body).keySet()) {
                if (!network.equals(mode) && !network.equals("default")) {
                    throw new InvalidParameter(
                            mode.equals("host")
                                    ? "conflicting options: cannot attach both user-defined and"
                                            + " non-user-defined network-modes"
                                    : "container cannot be connected to multiple networks with one"
                                            + " of the networks in private (none) mode");
                }
            }
        }
        for (String link : CreateWire.list(host.links())) {
            if (ContainerLinks.target(link).isEmpty() || ContainerLinks.alias(link).isEmpty()) {
                throw new InvalidParameter("bad format for links: " + link);
            }
        }
    }

    /** What a container in another one's network cannot have of its own. */
    private static void shared(String mode, CreateBody body, HostConfigBody host) {
        if (Modes.container(mode).isEmpty()) {
            throw new InvalidParameter("invalid container format container:<name|id>");
        }
        refuse(!CreateWire.text(body.hostname()).isEmpty(), "hostname and the network mode");
        refuse(
                !CreateWire.list(host.links()).isEmpty(),
                "container type network can't be used with links. This would result in undefined"
                        + " behavior");
        refuse(!CreateWire.list(host.dns()).isEmpty(), "dns and the network mode");
        refuse(
                !CreateWire.list(host.extraHosts()).isEmpty(),
                "custom host-to-IP mapping and the network mode");
        refuse(!CreateWire.text(body.macAddress()).isEmpty(), "mac-address and the network mode");
        refuse(
                !CreateWire.map(host.portBindings()).isEmpty() || host.publishAllPorts(),
                "port publishing and the container type network mode");
        refuse(
                !CreateWire.map(body.exposedPorts()).isEmpty(),
                "port exposing and the container type network mode");
    }

    private static void extraHost(String entry) {
        int colon = entry.indexOf(':');
        if (colon <= 0) {
            throw new InvalidParameter("bad format for add-host: \"" + entry + "\"");
        }
        String address = ExtraHosts.address(entry);
        if (!address.equals("host-gateway") && !Ips.isAddress(address)) {
            throw new InvalidParameter("invalid IP address in add-host: \"" + address + "\"");
        }
    }

    private static void refuse(boolean asked, String what) {
        if (asked) {
            throw new InvalidParameter(CONFLICT + what);
        }
    }
}
