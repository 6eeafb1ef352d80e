package dev.joey.container;

import dev.joey.error.EngineException;
import dev.joey.network.Joined;
import dev.joey.network.Networks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Links of the default bridge: lines in the hosts file and variables that tell of another
 * container. Source: "Legacy container links" of Docker's manual.
 */
@ApplicationScoped
class ContainerLinks {
    private final ContainerRepository rows;
    private final Networks networks;

    ContainerLinks(ContainerRepository rows, Networks networks) {
        this.rows = rows;
        this.networks = networks;
    }

    /**
     * What a start needs for its links.
     *
     * @throws EngineException.InvalidParameter if a linked container is gone
     * @throws EngineException.Conflict if it does not run
     */
    Linked of(Container container) {
        List<String> hosts = new ArrayList<>();
        List<String> env = new ArrayList<>();
        for (String link : container.spec().network().links()) {
            String alias = alias(link);
            Container other = find(target(link));
            if (other.run().isEmpty()) {
                throw new EngineException.Conflict(
                        "Cannot link to a non running container: /"
                                + other.name()
                                + " AS /"
                                + container.name()
                                + "/"
                                + alias);
            }
            String address = address(other);
            hosts.add(
                    address
                            + "\t"
                            + alias
                            + " "
                            + other.spec().identity().hostname()
                            + (alias.equals(other.name()) ? "" : " " + other.name()));
            env.addAll(env(container, other, alias, address));
        }
        return new Linked(hosts, env);
    }

    /**
     * Looks for the other container of a link.
     *
     * @throws EngineException.InvalidParameter if there is none, in Docker's words
     */
    Container find(String reference) {
        return rows.lookUp(reference)
                .orElseThrow(
                        () ->
                                new EngineException.InvalidParameter(
                                        "could not get container for "
                                                + reference
                                                + ": No such container: "
                                                + reference));
    }

    static String target(String link) {
        int colon = link.indexOf(':');
        String target = colon < 0 ? link : link.substring(0, colon);
        return target.startsWith("/") ? target.substring(1) : target;
    }

    static String alias(String link) {
        int colon = link.indexOf(':');
        String alias = colon < 0 ? target(link) : link.substring(colon + 1);
        return alias.substring(alias.lastIndexOf('/') + 1);
    }

    private String address(Container other) {
        return networks.of(other.id().value()).places().stream()
                .filter(place -> place.network().equals("bridge"))
                .map(Joined.Place::ipv4)
                .filter(address -> !address.isEmpty())
                .findFirst()
                .orElseThrow(
                        () ->
                                new EngineException.Conflict(
                                        "Cannot link to /"
                                                + other.name()
                                                + ", as it does not belong to the default network"));
    }

    private static List<String> env(
            Container container, Container other, String alias, String address) {
        String prefix = alias.toUpperCase(Locale.ROOT).replace('-', '_');
        List<String> env = new ArrayList<>();
        List<PortText> ports =
                other.spec().imageDefaults().exposedPorts().stream()
                        .map(PortText::parse)
                        .sorted(
                                Comparator.comparing(PortText::protocol)
                                        .thenComparingInt(PortText::first))
                        .toList();
        ports.stream()
                .findFirst()
                .ifPresent(port -> env.add(prefix + "_PORT=" + url(port, address)));
        for (PortText port : ports) {
            String name =
                    prefix
                            + "_PORT_"
                            + port.first()
                            + "_"
                            + port.protocol().toUpperCase(Locale.ROOT);
            env.add(name + "=" + url(port, address));
            env.add(name + "_ADDR=" + address);
            env.add(name + "_PORT=" + port.first());
            env.add(name + "_PROTO=" + port.protocol());
        }
        env.add(prefix + "_NAME=/" + container.name() + "/" + alias);
        for (String entry : other.spec().process().env()) {
            boolean own = entry.startsWith("HOME=") || entry.startsWith("PATH=");
            if (!own && entry.indexOf('=') > 0) {
                env.add(prefix + "_ENV_" + entry);
            }
        }
        return env;
    }

    private static String url(PortText port, String address) {
        return port.protocol() + "://" + address + ":" + port.first();
    }

    /**
     * What links give.
     *
     * @param hosts lines of the hosts file
     * @param env {@code NAME=value}
     */
    record Linked(List<String> hosts, List<String> env) {
        /** No links. */
        static final Linked NONE = new Linked(List.of(), List.of());
    }
}
