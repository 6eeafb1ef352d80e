package dev.joey.container;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Those who wait for a container's end. Register first, then look at the state, so that no end is
 * missed.
 */
@ApplicationScoped
class ExitWaiters {
    private final ConcurrentHashMap<ContainerId, Set<Waiter>> waiters = new ConcurrentHashMap<>();

    /** What is waited for. */
    enum Until {
        EXITED,
        REMOVED
    }

    /** Begins to wait; closing ends it. */
    Waiter register(ContainerId id, Until until) {
        Waiter waiter = new Waiter(id, until);
        waiters.compute(
                id,
                (_, present) -> {
                    Set<Waiter> all = present == null ? ConcurrentHashMap.newKeySet() : present;
                    all.add(waiter);
                    return all;
                });
        return waiter;
    }

    /** A run ended and is stored as ended. */
    void exited(ContainerId id, int code) {
        tell(id, Until.EXITED, code);
    }

    /** The container is gone. */
    void removed(ContainerId id, int lastCode) {
        tell(id, Until.EXITED, lastCode);
        tell(id, Until.REMOVED, lastCode);
    }

    private void tell(ContainerId id, Until until, int code) {
        for (Waiter waiter : waiters.getOrDefault(id, Set.of())) {
            if (waiter.until == until) {
                boolean _ = waiter.code.complete(code);
            }
        }
    }

    /** One who waits. */
    final class Waiter implements AutoCloseable {
        private final ContainerId id;
        private final Until until;
        private final CompletableFuture<Integer> code = new CompletableFuture<>();

        private Waiter(ContainerId id, Until until) {
            this.id = id;
            this.until = until;
        }

        /** Waits for the end; answers its exit code. */
        int await() throws InterruptedException {
            try {
                return code.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Waits so long at most; false if the end did not come. */
        boolean await(Duration patience) throws InterruptedException {
            try {
                Integer _ = code.get(patience.toNanos(), TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException _) {
                return false;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Ends the wait without an end. */
        void giveUp() {
            boolean _ = code.complete(-1);
        }

        @Override
        public void close() {
            waiters.computeIfPresent(
                    id,
                    (_, all) -> {
                        all.remove(this);
                        return all.isEmpty() ? null : all;
                    });
        }
    }
}
