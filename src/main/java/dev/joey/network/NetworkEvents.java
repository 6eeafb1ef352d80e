package dev.joey.network;

import dev.joey.event.EventJournal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** What the events API tells of networks, in the caller's transaction. */
@ApplicationScoped
class NetworkEvents {
    private final EventJournal journal;

    NetworkEvents(EventJournal journal) {
        this.journal = journal;
    }

    /**
     * Something happened to a network.
     *
     * @param action {@code create} or {@code destroy}
     */
    void tell(String action, Network network) {
        journal.append(
                "network",
                action,
                network.id(),
                Map.of("name", network.name(), "type", network.driver()));
    }

    /** A container came or left: {@code connect}, {@code disconnect}. */
    void tell(String action, Network network, String containerId) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("name", network.name());
        attributes.put("type", network.driver());
        attributes.put("container", containerId);
        journal.append("network", action, network.id(), attributes);
    }

    /** Networks were pruned. */
    void pruned() {
        journal.append("network", "prune", "", Map.of("reclaimed", "0"));
    }
}
