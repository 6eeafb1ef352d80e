package dev.joey.network;

import dev.joey.config.NetworkConfig;
import dev.joey.error.EngineException;
import dev.joey.step.Steps;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The networks of a container's run: made before its process, taken away after it. */
@ApplicationScoped
class Sandboxes {
    private final AllocateEndpoints allocate;
    private final SandboxLinks links;
    private final HostPorts ports;
    private final Firewall firewall;
    private final NetworkConfig config;
    private final Steps steps;

    Sandboxes(
            AllocateEndpoints allocate,
            SandboxLinks links,
            HostPorts ports,
            Firewall firewall,
            NetworkConfig config,
            Steps steps) {
        this.allocate = allocate;
        this.links = links;
        this.ports = ports;
        this.firewall = firewall;
        this.config = config;
        this.steps = steps;
    }

    /**
     * Prepares a run. What was made stays when this throws: see {@link #clear}.
     *
     * @throws EngineException.NotFound if a network is gone
     * @throws EngineException.Internal if a port is taken
     */
    List<Seat> prepare(String containerId, String name, List<PortWish> wishes) {
        Steps.Walk walk = steps.begin("network");
        List<Seat> made = allocate.all(containerId);
        walk.done("addresses");
        List<PublishedPort> published = publish(containerId, name, made, wishes);
        walk.done("ports");
        Path _ = links.make(containerId, made);
        walk.done("links");
        firewall.open(rules(made, published));
        walk.done("rules");
        return made;
    }

    /** Takes ports of the host, and stores which. */
    private List<PublishedPort> publish(
            String containerId, String name, List<Seat> made, List<PortWish> wishes) {
        List<HostPorts.Wanted> wanted = new ArrayList<>();
        for (PortWish wish : wishes) {
            wanted(made, wish).ifPresent(wanted::add);
        }
        if (wanted.isEmpty()) {
            return List.of();
        }
        try {
            List<PublishedPort> taken = ports.take(containerId, wanted);
            allocate.publish(containerId, taken);
            return taken;
        } catch (EngineException.Internal e) {
            String endpoint = Gateways.of(made, false).map(seat -> seat.endpoint().id()).orElse("");
            throw new EngineException.Internal(
                    "driver failed programming external connectivity on endpoint "
                            + name
                            + " ("
                            + endpoint
                            + "): "
                            + e.getMessage(),
                    e);
        }
    }

    /** Where a port is published; nowhere if no network leads out. */
    private Optional<HostPorts.Wanted> wanted(List<Seat> made, PortWish wish) {
        Optional<Seat> four = Gateways.of(made, false).filter(seat -> seat.network().isBridge());
        Optional<Seat> six = Gateways.of(made, true).filter(seat -> seat.network().isBridge());
        List<Ip> hostIps = new ArrayList<>();
        if (wish.hostIp().isEmpty()) {
            four.ifPresent(
                    seat ->
                            hostIps.add(
                                    Ip.parse(
                                            seat.network()
                                                    .option(NetworkOptions.HOST_BINDING)
                                                    .orElse(config.ip()))));
            if (six.isPresent() && (hostIps.isEmpty() || hostIps.getFirst().isUnspecified())) {
                hostIps.add(Ip.parse("::"));
            }
        } else {
            Ip asked = Ip.parse(wish.hostIp());
            if ((asked.ipv6() ? six : four).isPresent()) {
                hostIps.add(asked);
            }
        }
        return hostIps.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new HostPorts.Wanted(
                                wish,
                                hostIps,
                                four.map(seat -> seat.endpoint().ipv4())
                                        .orElseGet(() -> six.orElseThrow().endpoint().ipv6())));
    }

    /** What the firewall does for ports of a container. */
    static List<PortRule> rules(List<Seat> seats, List<PublishedPort> published) {
        List<PortRule> rules = new ArrayList<>();
        for (PublishedPort port : published) {
            Ip hostIp = Ip.parse(port.hostIp());
            Gateways.of(seats, hostIp.ipv6())
                    .ifPresent(
                            seat ->
                                    rules.add(
                                            new PortRule(
                                                    seat.endpoint().containerId(),
                                                    new PortRule.Match(
                                                            port.protocol(),
                                                            hostIp,
                                                            port.hostPort()),
                                                    hostIp.ipv6()
                                                            ? seat.endpoint().ipv6()
                                                            : seat.endpoint().ipv4(),
                                                    port.containerPort(),
                                                    FirewallScript.mode(
                                                                    seat.network(), hostIp.ipv6())
                                                            .equals("routed"))));
        }
        return rules;
    }

    /** Takes away what a run had outside of the rows. */
    void clear(String containerId) {
        firewall.close(containerId);
        ports.release(containerId);
        links.remove(containerId);
    }
}
