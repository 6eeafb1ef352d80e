package dev.joey.container;

import dev.joey.error.EngineException;
import dev.joey.error.EngineException.Conflict;
import dev.joey.error.EngineException.Forbidden;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.network.Attachment;
import dev.joey.network.Modes;
import dev.joey.network.Networks;
import jakarta.enterprise.context.ApplicationScoped;

/** Connects a container to a network and disconnects it. */
@ApplicationScoped
class ConnectContainer {
    private static final String SHARES =
            "container sharing network namespace with another container or host cannot be connected"
                    + " to any other network";

    private final LockedContainers locked;
    private final Networks networks;
    private final NetworkFiles files;

    ConnectContainer(LockedContainers locked, Networks networks, NetworkFiles files) {
        this.locked = locked;
        this.networks = networks;
        this.files = files;
    }

    /**
     * Connects.
     *
     * @throws EngineException.NotFound if there is no such container or network
     * @throws InvalidParameter if the container has no network of its own, or the wish cannot be
     */
    void connect(String reference, String network, Attachment.Wish wish) {
        try (LockedContainers.Held held = locked.hold(reference)) {
            Container container = held.now();
            Networks.Named named = find(network);
            String mode = container.spec().host().networkMode();
            if (Modes.isContainer(mode) || Modes.isNamespace(mode)) {
                throw new InvalidParameter(SHARES);
            }
            if (named.driver().equals("host") || mode.equals("host")) {
                throw new InvalidParameter(
                        "container cannot be disconnected from host network or connected to host"
                                + " network");
            }
            if (named.driver().equals("null") || belongs(container, "none")) {
                throw new InvalidParameter(
                        "container cannot be connected to multiple networks with one of the"
                                + " networks in private (none) mode");
            }
            Networks.Connected got =
                    networks.connect(
                            container.id().value(), named.id(), wish, container.run().isPresent());
            files.connected(container, got);
        }
    }

    /**
     * Disconnects.
     *
     * @throws EngineException.NotFound if there is no such container or network
     * @throws Forbidden if the container is not in it
     */
    void disconnect(String reference, String network) {
        try (LockedContainers.Held held = locked.hold(reference)) {
            Container container = held.now();
            boolean host =
                    networks.find(network).filter(n -> n.driver().equals("host")).isPresent();
            if (host && container.spec().host().networkMode().equals("host")) {
                throw new Conflict(
                        "container cannot be disconnected from host network or connected to host"
                                + " network");
            }
            networks.disconnect(container.id().value(), network, container.run().isPresent());
        }
    }

    private Networks.Named find(String network) {
        return networks.find(network)
                .orElseThrow(
                        () -> new EngineException.NotFound("network " + network + " not found"));
    }

    private boolean belongs(Container container, String network) {
        return networks.of(container.id().value()).places().stream()
                .anyMatch(place -> place.network().equals(network));
    }
}
