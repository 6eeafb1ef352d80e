package dev.joey.network;

import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.error.EngineException.NotImplemented;
import dev.joey.network.wire.NetworkBody;
import dev.joey.network.wire.NetworkView;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Between the network API's JSON and the domain, in both directions. Pure. */
final class NetworkWire {
    private NetworkWire() {}

    /**
     * Understands a create request.
     *
     * @throws NotImplemented naming what is not supported
     */
    static NetworkRequest request(NetworkBody body) {
        if (body == null) {
            throw new InvalidParameter("invalid JSON: got EOF while reading request body");
        }
        if (body.ingress()) {
            throw new NotImplemented("Ingress is not supported: it belongs to swarms");
        }
        String from = body.configFrom() == null ? "" : text(body.configFrom().network());
        if (body.configOnly() || !from.isEmpty()) {
            throw new NotImplemented("ConfigOnly and ConfigFrom are not supported by this version");
        }
        if (text(body.scope()).equals("swarm")) {
            throw new InvalidParameter("This node is not a swarm manager.");
        }
        return new NetworkRequest(
                text(body.name()),
                text(body.driver()),
                body.internal(),
                body.attachable(),
                body.enableIpv4(),
                body.enableIpv6(),
                texts(body.labels()),
                texts(body.options()),
                ipam(body.ipam()));
    }

    private static IpamRequest ipam(NetworkBody.Ipam ipam) {
        if (ipam == null) {
            return IpamRequest.NONE;
        }
        List<IpamRequest.Subnet> subnets = new ArrayList<>();
        for (NetworkBody.Subnet subnet :
                Objects.requireNonNullElse(ipam.config(), List.<NetworkBody.Subnet>of())) {
            boolean empty =
                    subnet == null
                            || (text(subnet.subnet()).isEmpty()
                                    && text(subnet.ipRange()).isEmpty()
                                    && text(subnet.gateway()).isEmpty());
            if (!empty) {
                subnets.add(
                        new IpamRequest.Subnet(
                                text(subnet.subnet()),
                                text(subnet.ipRange()),
                                text(subnet.gateway()),
                                texts(subnet.auxiliaryAddresses())));
            }
        }
        return new IpamRequest(text(ipam.driver()), texts(ipam.options()), subnets);
    }

    /**
     * A network as clients see it.
     *
     * @param containers that run in it, by id; names by container id
     */
    static NetworkView view(
            Network network, List<Endpoint> containers, Map<String, String> names, int apiMinor) {
        Network.Spec spec = network.spec();
        List<NetworkView.Subnet> subnets = new ArrayList<>();
        for (Pool pool : spec.pools()) {
            Map<String, String> auxiliary = new TreeMap<>();
            pool.auxiliary().forEach((name, ip) -> auxiliary.put(name, ip.toString()));
            subnets.add(
                    new NetworkView.Subnet(
                            pool.subnet().toString(),
                            pool.range() == null ? "" : pool.range().toString(),
                            pool.gateway() == null ? "" : pool.gateway().toString(),
                            auxiliary));
        }
        Map<String, NetworkView.Container> shown = new TreeMap<>();
        for (Endpoint endpoint : containers) {
            shown.put(
                    endpoint.containerId(),
                    new NetworkView.Container(
                            names.getOrDefault(endpoint.containerId(), ""),
                            endpoint.id(),
                            endpoint.mac(),
                            withPrefix(network, endpoint.ipv4()),
                            withPrefix(network, endpoint.ipv6())));
        }
        return new NetworkView(
                network.name(),
                network.id(),
                DateTimeFormatter.ISO_INSTANT.format(network.created()),
                "local",
                network.driver(),
                apiMinor < 48 ? null : spec.ipv4(),
                spec.ipv6(),
                new NetworkView.Ipam(
                        spec.ipamDriver(),
                        network.predefined() ? null : new TreeMap<>(spec.ipamOptions()),
                        network.predefined() && subnets.isEmpty() ? null : subnets),
                spec.internal(),
                spec.attachable(),
                false,
                new NetworkView.ConfigFrom(""),
                false,
                shown,
                new TreeMap<>(spec.options()),
                new TreeMap<>(spec.labels()));
    }

    private static String withPrefix(Network network, Ip ip) {
        return ip == null
                ? ""
                : network.pools(ip.ipv6()).stream()
                        .filter(pool -> pool.subnet().contains(ip))
                        .map(pool -> ip + "/" + pool.subnet().prefix())
                        .findFirst()
                        .orElse(ip.toString());
    }

    private static Map<String, String> texts(Map<String, String> sent) {
        Map<String, String> texts = new HashMap<>();
        if (sent != null) {
            sent.forEach((key, value) -> texts.put(key, text(value)));
        }
        return texts;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
