package dev.joey.container;

import dev.joey.error.EngineException;
import dev.joey.lock.KeyedLocks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Containers held still: while one is held, nobody else changes its state. */
@ApplicationScoped
class LockedContainers {
    /**
     * Longer than the slowest start; a verb that waits longer tells its caller that the container
     * is busy.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final KeyedLocks<ContainerId> locks = new KeyedLocks<>();
    private final ContainerRepository rows;
    private final ContainerRecords records;
    private final Cleanups cleanups;

    LockedContainers(ContainerRepository rows, ContainerRecords records, Cleanups cleanups) {
        this.rows = rows;
        this.records = records;
        this.cleanups = cleanups;
    }

    /**
     * Looks a container up without holding it.
     *
     * @throws EngineException.NotFound if there is none
     */
    Container lookUp(String reference) {
        return rows.lookUp(reference).orElseThrow(() -> notFound(reference));
    }

    /**
     * Looks a container up and holds it.
     *
     * @throws EngineException.NotFound if there is none
     */
    Held hold(String reference) {
        return hold(lookUp(reference).id()).orElseThrow(() -> notFound(reference));
    }

    /** Tells of something that changed no row. */
    void tell(Container container, String action, Map<String, String> details) {
        records.tell(container, action, details);
    }

    /**
     * Holds an id that no container has yet.
     *
     * @throws EngineException.Conflict if one has it
     */
    KeyedLocks.Hold reserve(ContainerId id) {
        KeyedLocks.Hold hold = locks.acquire(id, PATIENCE);
        try {
            if (rows.find(id).isPresent()) {
                throw new EngineException.Conflict(
                        "Conflict. The container id " + id + " is already in use");
            }
            cleanups.await(id, PATIENCE);
            return hold;
        } catch (RuntimeException e) {
            hold.close();
            throw e;
        }
    }

    /** Holds a container; empty if it is gone. */
    Optional<Held> hold(ContainerId id) {
        KeyedLocks.Hold hold = locks.acquire(id, PATIENCE);
        try {
            Optional<Container> container = rows.find(id);
            if (container.isEmpty()) {
                hold.close();
                return Optional.empty();
            }
            return Optional.of(new Held(hold, container.get()));
        } catch (RuntimeException e) {
            hold.close();
            throw e;
        }
    }

    private static EngineException notFound(String reference) {
        return new EngineException.NotFound("No such container: " + reference);
    }

    /** A container that is held until this is closed, by the thread that holds it. */
    final class Held implements AutoCloseable {
        private final KeyedLocks.Hold hold;
        private Container now;

        private Held(KeyedLocks.Hold hold, Container now) {
            this.hold = hold;
            this.now = now;
        }

        Container now() {
            return now;
        }

        ContainerId id() {
            return now.id();
        }

        /** Stores the next state. */
        void save(Container next) {
            records.save(next);
            now = next;
        }

        /** Stores the next state and the event that tells of it, in one transaction. */
        void save(Container next, String action, Map<String, String> details) {
            records.save(next, action, details);
            now = next;
        }

        /** Waits until nothing of an earlier run is being cleared away. */
        void awaitCleared() {
            cleanups.await(now.id(), PATIENCE);
        }

        /** Tells of something that changed no row. */
        void tell(String action) {
            tell(action, Map.of());
        }

        void tell(String action, Map<String, String> details) {
            records.tell(now, action, details);
        }

        void save(Container next, String action) {
            save(next, action, Map.of());
        }

        @Override
        public void close() {
            hold.close();
        }
    }
}
