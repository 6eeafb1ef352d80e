package dev.joey.container;

import dev.joey.container.ContainerSpec.PortBinding;
import dev.joey.network.PortWish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which ports a container publishes: those that are bound, and all exposed ones if asked so. */
final class PublishedPorts {
    private static final PortBinding ANY = new PortBinding("", "");

    private PublishedPorts() {}

    /** Ports with the fewest choices come first, so that a free choice does not take theirs. */
    static List<PortWish> of(ContainerSpec spec) {
        List<PortWish> fixed = new ArrayList<>();
        List<PortWish> free = new ArrayList<>();
        bindings(spec)
                .forEach(
                        (port, bindings) -> {
                            PortText container = PortText.parse(port);
                            for (int number = container.first();
                                    number <= container.last();
                                    number++) {
                                for (PortBinding binding : bindings) {
                                    PortWish wish = wish(container, number, binding);
                                    (wish.firstHostPort() == 0 ? free : fixed).add(wish);
                                }
                            }
                        });
        fixed.addAll(free);
        return fixed;
    }

    private static Map<String, List<PortBinding>> bindings(ContainerSpec spec) {
        Map<String, List<PortBinding>> bindings = new TreeMap<>();
        if (spec.declared().publishAllPorts()) {
            spec.imageDefaults().exposedPorts().forEach(port -> bindings.put(port, List.of(ANY)));
        }
        spec.declared()
                .portBindings()
                .forEach(
                        (port, hosts) ->
                                bindings.put(port, hosts.isEmpty() ? List.of(ANY) : hosts));
        return bindings;
    }

    private static PortWish wish(PortText container, int number, PortBinding binding) {
        String hostPort = binding.hostPort();
        if (hostPort.isEmpty() || hostPort.equals("0")) {
            return new PortWish(container.protocol(), number, binding.hostIp(), 0, 0);
        }
        PortText host = PortText.parse(hostPort);
        int width = container.last() - container.first();
        if (width > 0 && host.last() - host.first() == width) {
            // Range to range, one by one.
            int exact = host.first() + number - container.first();
            return new PortWish(container.protocol(), number, binding.hostIp(), exact, exact);
        }
        return new PortWish(
                container.protocol(), number, binding.hostIp(), host.first(), host.last());
    }
}
