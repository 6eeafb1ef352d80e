package dev.joey.container;

import dev.joey.container.ContainerState.Restarting;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The stored restarts that are to come. */
@ApplicationScoped
class RestartSchedule {
    private final ContainerRepository rows;
    private volatile Runnable nudge = () -> {};

    RestartSchedule(ContainerRepository rows) {
        this.rows = rows;
    }

    /** When each waiting container is due, by id. */
    Map<String, Instant> pending() {
        Map<String, Instant> due = new HashMap<>();
        for (Container container : rows.restarting()) {
            if (container.state() instanceof Restarting(var _, Instant nextStart)) {
                due.put(container.id().value(), nextStart);
            }
        }
        return due;
    }

    void onChange(Runnable callback) {
        nudge = callback;
    }

    /** Says that a container began to wait. */
    void changed() {
        nudge.run();
    }
}
