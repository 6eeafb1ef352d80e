package dev.joey.network;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Makes host and rows agree when the daemon starts. */
@ApplicationScoped
class ReconcileNetworks {
    private static final Logger LOG = Logger.getLogger(ReconcileNetworks.class);

    private final DefaultNetworks defaults;
    private final NetworkDevices devices;
    private final SeatRepository seats;
    private final SeatView view;
    private final HostPorts ports;
    private final SandboxNames names;
    private final HostNames hostNames;

    ReconcileNetworks(
            DefaultNetworks defaults,
            NetworkDevices devices,
            SeatRepository seats,
            SeatView view,
            HostPorts ports,
            SandboxNames names,
            HostNames hostNames) {
        this.defaults = defaults;
        this.devices = devices;
        this.seats = seats;
        this.view = view;
        this.ports = ports;
        this.names = names;
        this.hostNames = hostNames;
    }

    /**
     * Makes what is missing: default networks, devices, rules, held ports. Endpoints of containers
     * that turn out not to run are given back when those are restored.
     */
    void atStart() {
        defaults.ensure();
        List<PortRule> rules = new ArrayList<>();
        for (String container :
                seats.endpoints().stream().map(Endpoint::containerId).distinct().toList()) {
            List<PublishedPort> published = seats.ports(container);
            published.forEach(port -> ports.restore(container, port));
            rules.addAll(Sandboxes.rules(view.of(container), published));
        }
        devices.makeAll(rules);
        devices.plugIn(seats.endpoints());
        serveNames();
    }

    /** For containers that go on running. */
    private void serveNames() {
        for (Member member : seats.members()) {
            boolean named =
                    view.of(member.containerId()).stream()
                            .anyMatch(seat -> seat.endpoint() != null && seat.network().named());
            try {
                if (named) {
                    names.open(member, hostNames.namespace(member.containerId()));
                }
            } catch (EngineException e) {
                // It does not run any more, and will be told so.
                LOG.debugf("no names for %s: %s", member.containerId(), e.getMessage());
            }
        }
    }

    /** Takes everything from the host. */
    void clear() {
        devices.clearAll();
    }
}
