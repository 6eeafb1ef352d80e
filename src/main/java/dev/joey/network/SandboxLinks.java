package dev.joey.network;

import dev.joey.error.EngineException;
import dev.joey.linux.Link;
import dev.joey.linux.Links;
import dev.joey.linux.NetNs;
import dev.joey.linux.Netlink;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The network namespaces of containers and what is in them. */
@ApplicationScoped
class SandboxLinks {
    private static final Map<String, Integer> MACVLAN =
            Map.of("private", 1, "vepa", 2, "bridge", 4, "passthru", 8);
    private static final Map<String, Integer> IPVLAN = Map.of("l2", 0, "l3", 1, "l3s", 2);
    private static final String SYSCTLS = "com.docker.network.endpoint.sysctls";
    private static final String IFNAME = "com.docker.network.endpoint.ifname";

    private final NetNs namespaces;
    private final Netlink netlink;
    private final HostNames names;

    SandboxLinks(NetNs namespaces, Netlink netlink, HostNames names) {
        this.namespaces = namespaces;
        this.netlink = netlink;
        this.names = names;
    }

    /** Makes the namespace of a container with all of its interfaces; answers where it is. */
    Path make(String containerId, List<Seat> seats) {
        Path place = names.namespace(containerId);
        folder();
        try (Links host = netlink.open()) {
            namespaces.<Void>create(
                    place,
                    () -> {
                        try (Links inner = netlink.open()) {
                            inner.up(inner.find("lo").orElseThrow().index());
                            for (Seat seat : seats) {
                                enter(host, inner, place, seat);
                            }
                            routes(inner, seats);
                        }
                        return null;
                    });
        }
        return place;
    }

    /** Adds an interface to a namespace. */
    void add(Path place, Seat added, List<Seat> all) {
        try (Links host = netlink.open()) {
            namespaces.<Void>inside(
                    place,
                    () -> {
                        try (Links inner = netlink.open()) {
                            enter(host, inner, place, added);
                            routes(inner, all);
                        }
                        return null;
                    });
        }
    }

    /** Takes an interface from a namespace; one that is not there is no error. */
    void take(Path place, Seat taken, List<Seat> left) {
        namespaces.<Void>inside(
                place,
                () -> {
                    try (Links inner = netlink.open()) {
                        inner.find(interfaceOf(taken))
                                .ifPresent(link -> inner.delete(link.index()));
                        routes(inner, left);
                    }
                    return null;
                });
    }

    /** Lets the namespace of a container go. */
    void remove(String containerId) {
        namespaces.remove(names.namespace(containerId));
    }

    Path place(String containerId) {
        return names.namespace(containerId);
    }

    /** The name of an interface inside. */
    static String interfaceOf(Seat seat) {
        String asked = seat.attachment().wish().driverOptions().get(IFNAME);
        if (asked != null) {
            return asked;
        }
        String prefix = seat.network().option(NetworkOptions.IFNAME).orElse("eth");
        return prefix + seat.endpoint().position();
    }

    private void enter(Links host, Links inner, Path place, Seat seat) {
        Network network = seat.network();
        String name = interfaceOf(seat);
        String mac = seat.endpoint().mac();
        switch (network.driver()) {
            case "bridge" -> {
                Link bridge = parent(host, network);
                String device = seat.endpoint().device();
                host.addVeth(device, bridge.index(), network.mtu(), name, mac, place);
                port(host, device, network);
            }
            case "macvlan" ->
                    host.addAbove(
                            "macvlan",
                            number(
                                    MACVLAN.get(
                                            network.option(NetworkOptions.MACVLAN_MODE)
                                                    .filter(mode -> !mode.isEmpty())
                                                    .orElse("bridge")),
                                    4),
                            parent(host, network).index(),
                            network.mtu(),
                            name,
                            mac,
                            place);
            case "ipvlan" ->
                    host.addAbove(
                            "ipvlan",
                            number(
                                    IPVLAN.get(
                                            network.option(NetworkOptions.IPVLAN_MODE)
                                                    .filter(mode -> !mode.isEmpty())
                                                    .orElse("l2")),
                                    2),
                            parent(host, network).index(),
                            network.mtu(),
                            name,
                            null,
                            place);
            default -> {
                return;
            }
        }
        Link link = inner.find(name).orElseThrow();
        configure(inner, link.index(), name, seat);
    }

    /**
     * Frames may go back where they came from, since a container may call a port that it publishes
     * itself, and some kernels do that translation in the bridge.
     */
    private static void port(Links host, String device, Network network) {
        boolean isolated = !network.option(NetworkOptions.ICC, true);
        host.find(device).ifPresent(link -> host.port(link.index(), true, isolated));
    }

    private static void configure(Links inner, int index, String name, Seat seat) {
        Endpoint endpoint = seat.endpoint();
        Sysctl.set("ipv6/conf/" + name + "/disable_ipv6", endpoint.ipv6() == null ? "1" : "0");
        String sysctls = seat.attachment().wish().driverOptions().get(SYSCTLS);
        if (sysctls != null) {
            for (String pair : sysctls.split(",", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    Sysctl.set(
                            pair.substring("net.".length(), equals)
                                    .replaceFirst("(?i)ifname", name)
                                    .replace('.', '/'),
                            pair.substring(equals + 1));
                }
            }
        }
        if (endpoint.ipv4() != null) {
            inner.addAddress(index, endpoint.ipv4().inet(), seat.pool(false).subnet().prefix());
        }
        if (endpoint.ipv6() != null) {
            inner.addAddress(index, endpoint.ipv6().inet(), seat.pool(true).subnet().prefix());
        }
        for (String address : seat.attachment().wish().linkLocalIps()) {
            Ip ip = Ip.parse(address);
            inner.addAddress(index, ip.inet(), ip.ipv6() ? 64 : 16);
        }
        inner.up(index);
    }

    private static void routes(Links inner, List<Seat> seats) {
        for (boolean ipv6 : new boolean[] {false, true}) {
            Gateways.of(seats, ipv6)
                    .ifPresent(
                            seat -> {
                                int index = inner.find(interfaceOf(seat)).orElseThrow().index();
                                boolean routed =
                                        seat.network().driver().equals("ipvlan")
                                                && seat.network()
                                                        .option(NetworkOptions.IPVLAN_MODE)
                                                        .filter(mode -> mode.startsWith("l3"))
                                                        .isPresent();
                                Ip gateway = seat.gateway(ipv6);
                                if (routed || gateway == null) {
                                    inner.defaultRoute(index, ipv6);
                                } else {
                                    inner.defaultRoute(index, gateway.inet());
                                }
                            });
        }
    }

    private static Link parent(Links host, Network network) {
        Optional<Link> link = host.find(network.device());
        return link.orElseThrow(
                () ->
                        new EngineException.Unavailable(
                                "the interface "
                                        + network.device()
                                        + " of network "
                                        + network.name()
                                        + " is gone",
                                null));
    }

    private static byte[] number(int value, int bytes) {
        return java.nio.ByteBuffer.allocate(4)
                .order(java.nio.ByteOrder.nativeOrder())
                .putInt(value)
                .slice(
                        java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.BIG_ENDIAN
                                ? 4 - bytes
                                : 0,
                        bytes)
                .order(java.nio.ByteOrder.nativeOrder())
                .compact()
                .array();
    }

    private void folder() {
        try {
            Files.createDirectories(names.namespaces());
        } catch (IOException e) {
            throw new EngineException.Unavailable("cannot make " + names.namespaces(), e);
        }
    }
}
