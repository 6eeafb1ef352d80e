package dev.joey.network;

import dev.joey.db.Transactions;
import dev.joey.error.EngineException;
import dev.joey.error.EngineException.Forbidden;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;

/** Removes a network that no running container sits in: its row, then its device and rules. */
@ApplicationScoped
class RemoveNetwork {
    private final NetworkRepository networks;
    private final SeatRepository seats;
    private final NetworkDevices devices;
    private final NetworkEvents events;
    private final Transactions transactions;

    RemoveNetwork(
            NetworkRepository networks,
            SeatRepository seats,
            NetworkDevices devices,
            NetworkEvents events,
            Transactions transactions) {
        this.networks = networks;
        this.seats = seats;
        this.devices = devices;
        this.events = events;
        this.transactions = transactions;
    }

    /**
     * Removes.
     *
     * @throws EngineException.NotFound if there is none
     * @throws Forbidden if it is always there, or a running container sits in it
     */
    void remove(String reference) {
        Network network =
                networks.lookUp(reference).orElseThrow(() -> AllocateEndpoints.notFound(reference));
        if (network.predefined()) {
            throw new Forbidden(network.name() + " is a pre-defined network and cannot be removed");
        }
        transactions.run(
                () -> {
                    if (networks.nowFind(network.id()).isEmpty()) {
                        throw AllocateEndpoints.notFound(reference);
                    }
                    List<Endpoint> active = seats.nowEndpointsOf(network.id());
                    if (!active.isEmpty()) {
                        throw new Forbidden(
                                "error while removing network: network "
                                        + network.name()
                                        + " has active endpoints ("
                                        + active.stream()
                                                .map(this::described)
                                                .collect(Collectors.joining(", "))
                                        + ")");
                    }
                    networks.delete(network.id());
                    events.tell("destroy", network);
                });
        devices.remove(network);
    }

    private String described(Endpoint endpoint) {
        String name = seats.member(endpoint.containerId()).map(Member::name).orElse("");
        return "name:\"" + name + "\" id:\"" + endpoint.id().substring(0, 12) + "\"";
    }
}
