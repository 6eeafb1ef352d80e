package dev.joey.container;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The delay before each container's present run, so that the next one can be longer. A new daemon
 * begins anew.
 */
@ApplicationScoped
class RestartDelays {
    private final ConcurrentHashMap<ContainerId, Duration> delays = new ConcurrentHashMap<>();

    Duration of(ContainerId id) {
        return delays.getOrDefault(id, Duration.ZERO);
    }

    void set(ContainerId id, Duration delay) {
        Duration _ = delays.put(id, delay);
    }

    /** A user took over. */
    void forget(ContainerId id) {
        Duration _ = delays.remove(id);
    }
}
