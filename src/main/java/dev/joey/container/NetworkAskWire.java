package dev.joey.container;

import dev.joey.container.wire.CreateBody;
import dev.joey.container.wire.EndpointBody;
import dev.joey.container.wire.HostConfigBody;
import dev.joey.container.wire.IpamConfigBody;
import dev.joey.network.Attachment;
import dev.joey.network.Modes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a create request says of networks. */
final class NetworkAskWire {
    private NetworkAskWire() {}

    /**
     * The network mode that the engine uses: {@code NetworkDisabled} is the old way to say {@code
     * none}, and nothing means the default bridge.
     */
    static String mode(CreateBody body, HostConfigBody host) {
        if (body.networkDisabled()) {
            return "none";
        }
        String mode = CreateWire.text(host.networkMode());
        return mode.isEmpty() || mode.equals("default") ? "bridge" : mode;
    }

    static ContainerSpec.Network of(CreateBody body, HostConfigBody host, Set<String> emptied) {
        return new ContainerSpec.Network(
                kept("Dns", host.dns(), emptied),
                kept("DnsOptions", host.dnsOptions(), emptied),
                kept("DnsSearch", host.dnsSearch(), emptied),
                kept("ExtraHosts", host.extraHosts(), emptied),
                kept("Links", host.links(), emptied),
                body.disableNetworkFiles(),
                attachments(body, host));
    }

    /** The network of the mode first: its interface is {@code eth0}. */
    private static List<Attachment> attachments(CreateBody body, HostConfigBody host) {
        String mode = mode(body, host);
        if (body.networkDisabled() || Modes.isContainer(mode) || Modes.isNamespace(mode)) {
            return List.of();
        }
        List<Attachment> attachments = new ArrayList<>();
        Attachment.Wish own = Attachment.Wish.NONE;
        for (Map.Entry<String, EndpointBody> entry : endpoints(body).entrySet()) {
            String network = entry.getKey().equals("default") ? "bridge" : entry.getKey();
            Attachment.Wish wish = wish(entry.getValue());
            if (network.equals(mode)) {
                own = wish;
            } else {
                attachments.add(new Attachment(network, "", wish));
            }
        }
        String mac = CreateWire.text(body.macAddress());
        if (!mac.isEmpty() && own.mac().isEmpty()) {
            own =
                    new Attachment.Wish(
                            own.ipv4(),
                            own.ipv6(),
                            own.linkLocalIps(),
                            own.ipam(),
                            mac,
                            own.aliases(),
                            own.links(),
                            own.driverOptions(),
                            own.priority());
        }
        List<String> links = CreateWire.list(host.links());
        if (Modes.isUserDefined(mode) && !links.isEmpty() && own.links().isEmpty()) {
            own =
                    new Attachment.Wish(
                            own.ipv4(),
                            own.ipv6(),
                            own.linkLocalIps(),
                            own.ipam(),
                            own.mac(),
                            own.aliases(),
                            links,
                            own.driverOptions(),
                            own.priority());
        }
        attachments.addFirst(new Attachment(mode, "", own));
        return attachments;
    }

    static Map<String, EndpointBody> endpoints(CreateBody body) {
        return body.networkingConfig() == null
                ? Map.of()
                : CreateWire.map(body.networkingConfig().endpointsConfig());
    }

    static Attachment.Wish wish(EndpointBody endpoint) {
        if (endpoint == null) {
            return Attachment.Wish.NONE;
        }
        IpamConfigBody ipam = endpoint.ipamConfig();
        return new Attachment.Wish(
                ipam == null ? "" : CreateWire.text(ipam.ipv4Address()),
                ipam == null ? "" : CreateWire.text(ipam.ipv6Address()),
                ipam == null ? List.of() : CreateWire.list(ipam.linkLocalIps()),
                ipam != null,
                CreateWire.text(endpoint.macAddress()),
                CreateWire.list(endpoint.aliases()),
                CreateWire.list(endpoint.links()),
                CreateWire.texts(endpoint.driverOpts()),
                endpoint.gwPriority());
    }

    private static List<String> kept(String field, List<String> sent, Set<String> emptied) {
        List<String> items = CreateWire.list(sent);
        if (sent != null && items.isEmpty()) {
            emptied.add(field);
        }
        return items;
    }
}
