package dev.joey.container;

import dev.joey.container.ContainerState.Exit;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Restarting;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What comes back: the stored restarts that are due later, and what a user restarts just now. */
@ApplicationScoped
class RestartSchedule {
    private final ContainerRepository rows;
    private final RestartDelays delays;
    private final Set<ContainerId> byUser = ConcurrentHashMap.newKeySet();
    private volatile Runnable nudge = () -> {};

    RestartSchedule(ContainerRepository rows, RestartDelays delays) {
        this.rows = rows;
        this.delays = delays;
    }

    /** What the end of a run makes of a container. */
    ContainerState after(Container container, Exit exit) {
        Optional<Duration> delay =
                RestartDecision.atExit(
                        container.spec().host().restartPolicy(),
                        exit,
                        container.stoppedByUser(),
                        container.restartCount(),
                        delays.of(container.id()));
        if (delay.isEmpty()) {
            return new Exited(exit, null);
        }
        delays.set(container.id(), delay.get());
        return new Restarting(exit, exit.finishedAt().plus(delay.get()));
    }

    /**
     * Remembers, until this is closed, that a user restarts a container: its end does not remove
     * it.
     */
    Restart begin(ContainerId id) {
        byUser.add(id);
        return () -> byUser.remove(id);
    }

    /** Whether a user restarts it just now. */
    boolean comesBack(ContainerId id) {
        return byUser.contains(id);
    }

    /** A restart under way. */
    @FunctionalInterface
    interface Restart extends AutoCloseable {
        @Override
        void close();
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
