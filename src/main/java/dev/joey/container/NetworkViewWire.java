package dev.joey.container;

import dev.joey.container.wire.ContainerInspect.Endpoint;
import dev.joey.container.wire.ContainerInspect.NetworkSettings;
import dev.joey.container.wire.ContainerListItem;
import dev.joey.container.wire.IpamConfigBody;
import dev.joey.container.wire.PortBinding;
import dev.joey.network.Attachment.Wish;
import dev.joey.network.Joined;
import dev.joey.network.PublishedPort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How a container's networks look to clients. */
final class NetworkViewWire {
    private NetworkViewWire() {}

    /** {@code NetworkSettings} of inspect. */
    static NetworkSettings settings(Container container, Joined joined, int apiMinor) {
        Joined.Place bridge =
                joined.places().stream()
                        .filter(place -> place.network().equals("bridge"))
                        .filter(place -> !place.endpointId().isEmpty())
                        .findFirst()
                        .orElse(null);
        Map<String, Endpoint> networks = new TreeMap<>();
        joined.places().forEach(place -> networks.put(place.network(), endpoint(place, apiMinor)));
        boolean inside = !joined.namespace().isEmpty();
        return new NetworkSettings(
                "",
                inside ? container.id().value() : "",
                joined.namespace(),
                inside ? ports(container.spec(), joined) : Map.of(),
                false,
                "",
                0,
                null,
                null,
                bridge == null ? "" : bridge.endpointId(),
                bridge == null ? "" : bridge.ipv4Gateway(),
                bridge == null ? "" : bridge.ipv6(),
                bridge == null ? 0 : bridge.ipv6Prefix(),
                bridge == null ? "" : bridge.ipv4(),
                bridge == null ? 0 : bridge.ipv4Prefix(),
                bridge == null ? "" : bridge.ipv6Gateway(),
                bridge == null ? "" : bridge.mac(),
                networks);
    }

    /** Exposed ports have null where they are not published. */
    private static Map<String, List<PortBinding>> ports(ContainerSpec spec, Joined joined) {
        Map<String, List<PortBinding>> ports = new TreeMap<>();
        spec.imageDefaults().exposedPorts().forEach(port -> ports.put(normal(port), null));
        for (PublishedPort port : joined.ports()) {
            String key = port.containerPort() + "/" + port.protocol();
            List<PortBinding> bindings = ports.get(key);
            if (bindings == null) {
                bindings = new ArrayList<>();
                ports.put(key, bindings);
            }
            bindings.add(new PortBinding(port.hostIp(), Integer.toString(port.hostPort())));
        }
        return ports;
    }

    private static String normal(String port) {
        return port.contains("/") ? port : port + "/tcp";
    }

    /** {@code Ports} of a list. */
    static List<ContainerListItem.Port> ports(Set<String> exposed, Joined joined) {
        List<ContainerListItem.Port> ports = new ArrayList<>();
        for (PublishedPort port : joined.ports()) {
            ports.add(
                    new ContainerListItem.Port(
                            port.hostIp(), port.containerPort(), port.hostPort(), port.protocol()));
        }
        for (String text : exposed) {
            PortText range = PortText.parse(text);
            for (int number = range.first(); number <= range.last(); number++) {
                if (!isPublished(joined.ports(), number, range.protocol())) {
                    ports.add(new ContainerListItem.Port("", number, null, range.protocol()));
                }
            }
        }
        return ports;
    }

    private static boolean isPublished(
            Collection<PublishedPort> ports, int number, String protocol) {
        return ports.stream()
                .anyMatch(
                        port -> port.containerPort() == number && port.protocol().equals(protocol));
    }

    static Endpoint endpoint(Joined.Place place, int apiMinor) {
        Wish wish = place.wish();
        return new Endpoint(
                wish.ipam()
                        ? new IpamConfigBody(
                                emptyToNull(wish.ipv4()),
                                emptyToNull(wish.ipv6()),
                                wish.linkLocalIps().isEmpty() ? null : wish.linkLocalIps())
                        : null,
                wish.links().isEmpty() ? null : wish.links(),
                wish.aliases().isEmpty() ? null : wish.aliases(),
                place.mac(),
                wish.driverOptions().isEmpty() ? null : new TreeMap<>(wish.driverOptions()),
                apiMinor < 48 ? null : wish.priority(),
                place.networkId(),
                place.endpointId(),
                place.ipv4Gateway(),
                place.ipv4(),
                place.ipv4Prefix(),
                place.ipv6Gateway(),
                place.ipv6(),
                place.ipv6Prefix(),
                place.dnsNames());
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
