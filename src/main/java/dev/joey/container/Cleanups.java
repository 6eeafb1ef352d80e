package dev.joey.container;

import dev.joey.error.EngineException;
import dev.joey.step.Steps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The clearing away of what runs and removed containers leave in containerd and on the host. Nobody
 * waits for it but the container's next start: the rows already say what is true, and what a killed
 * daemon did not clear the next one does. One container's cleanups run one after the other.
 */
@ApplicationScoped
class Cleanups {
    private static final Logger LOG = Logger.getLogger(Cleanups.class);

    /** Who makes more work than is cleared away has to wait. */
    private static final int BACKLOG = 32;

    private final ConcurrentHashMap<ContainerId, CompletableFuture<Void>> pending =
            new ConcurrentHashMap<>();
    private final Semaphore slots = new Semaphore(BACKLOG);
    private final ContainerRemains remains;
    private final Steps steps;
    private final Executor threads;

    @Inject
    Cleanups(ContainerRemains remains, Steps steps) {
        this(remains, steps, task -> Thread.startVirtualThread(task));
    }

    /** With the threads of a test. */
    Cleanups(ContainerRemains remains, Steps steps, Executor threads) {
        this.remains = remains;
        this.steps = steps;
        this.threads = threads;
    }

    /** Clears what the ended run of a container leaves. */
    void afterRun(ContainerId id) {
        submit(
                id,
                () -> {
                    Steps.Walk walk = steps.begin("exit");
                    remains.clearRun(id);
                    walk.done("cleared");
                });
    }

    /** Clears all of a container whose rows are gone. */
    void afterRemoval(Container container) {
        submit(
                container.id(),
                () -> {
                    Steps.Walk walk = steps.begin("remove");
                    remains.clear(container);
                    walk.done("cleared");
                });
    }

    /** Runs {@code work} behind the container's earlier cleanups. */
    private void submit(ContainerId id, Runnable work) {
        slots.acquireUninterruptibly();
        CompletableFuture<Void> done =
                pending.compute(
                        id,
                        (_, earlier) -> {
                            CompletableFuture<Void> before =
                                    earlier == null
                                            ? CompletableFuture.completedFuture(null)
                                            : earlier;
                            return before.thenRunAsync(() -> run(id, work), threads);
                        });
        var _ =
                done.whenComplete(
                        (_, _) -> {
                            slots.release();
                            pending.remove(id, done);
                        });
    }

    /**
     * Waits until nothing of a container is being cleared away.
     *
     * @throws EngineException.Unavailable if that takes longer than {@code patience}
     */
    void await(ContainerId id, Duration patience) {
        CompletableFuture<Void> running = pending.get(id);
        if (running != null) {
            await(running, "container " + id, patience);
        }
    }

    /** Waits until nothing at all is being cleared away, or {@code patience} is over. */
    void awaitAll(Duration patience) {
        CompletableFuture<Void> all =
                CompletableFuture.allOf(pending.values().toArray(CompletableFuture[]::new));
        try {
            await(all, "what was removed", patience);
        } catch (EngineException.Unavailable e) {
            LOG.warnf("%s; the next daemon goes on", e.getMessage());
        }
    }

    private static void run(ContainerId id, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "what container %s left cannot be cleared away now; the next start of the daemon tries again",
                    id.brief());
        }
    }

    private static void await(CompletableFuture<Void> running, String what, Duration patience) {
        try {
            Void _ = running.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new EngineException.Unavailable(what + " is still being cleared away", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable(
                    "interrupted while " + what + " was cleared away", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
