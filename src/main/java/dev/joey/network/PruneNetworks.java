package dev.joey.network;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Removes users' networks that no container belongs to. */
@ApplicationScoped
class PruneNetworks {
    private final NetworkRepository networks;
    private final SeatRepository seats;
    private final RemoveNetwork remove;
    private final NetworkEvents events;

    PruneNetworks(
            NetworkRepository networks,
            SeatRepository seats,
            RemoveNetwork remove,
            NetworkEvents events) {
        this.networks = networks;
        this.seats = seats;
        this.remove = remove;
        this.events = events;
    }

    /** The names of those that are gone now. */
    List<String> prune(Predicate<Network> wanted) {
        List<String> removed = new ArrayList<>();
        for (Network network : networks.all()) {
            if (!network.predefined() && wanted.test(network) && seats.users(network.id()) == 0) {
                try {
                    remove.remove(network.id());
                    removed.add(network.name());
                } catch (EngineException.Forbidden | EngineException.NotFound _) {
                    // It came into use, or somebody else was quicker.
                }
            }
        }
        events.pruned();
        return removed;
    }
}
