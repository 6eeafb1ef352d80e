package dev.joey.container;

import dev.joey.containerd.Containers;
import dev.joey.containerd.Tasks;
import dev.joey.error.EngineException;
import dev.joey.stdio.ContainerIo;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;

/**
 * What a container leaves behind outside the database, and its clearing away. Doing it again is no
 * error.
 */
@ApplicationScoped
class ContainerRemains {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final Tasks tasks;
    private final Containers containers;
    private final ContainerRoots roots;
    private final ContainerIo io;
    private final HostRemains host;
    private final ExecProcesses execs;

    ContainerRemains(
            Tasks tasks,
            Containers containers,
            ContainerRoots roots,
            ContainerIo io,
            HostRemains host,
            ExecProcesses execs) {
        this.tasks = tasks;
        this.containers = containers;
        this.roots = roots;
        this.io = io;
        this.host = host;
        this.execs = execs;
    }

    /** Ends a task that should not be there. */
    void killTask(ContainerId id) {
        tasks.get(id.value())
                .filter(task -> task.phase() != Tasks.Phase.STOPPED)
                .ifPresent(
                        _ -> {
                            try {
                                tasks.kill(id.value(), Signals.KILL, true);
                            } catch (EngineException.NotFound _) {
                                // It ended by itself.
                            }
                            awaitStopped(id);
                        });
    }

    private void awaitStopped(ContainerId id) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (tasks.get(id.value())
                    .filter(task -> task.phase() != Tasks.Phase.STOPPED)
                    .isEmpty()) {
                return;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        throw new EngineException.Unavailable("task " + id + " did not end after SIGKILL", null);
    }

    /**
     * Clears what a run leaves: its execs, the ended task, its shim, the mounted root, its networks
     * and volumes.
     */
    void clearRun(ContainerId id) {
        execs.runEnded(id);
        var _ = tasks.delete(id.value());
        host.clearRun(id);
    }

    /** Ids of containers, known or not, for which a network namespace is kept. */
    Collection<String> networked() {
        return host.networked();
    }

    /** Clears all but the rows. */
    void clear(Container container) {
        clear(container.id(), container.spec().host().snapshotter());
        if (!container.spec().storage().anonymousVolumes().isEmpty()) {
            host.sweep();
        }
    }

    /** Clears all of a container whose rows may be gone. */
    void clear(ContainerId id, String snapshotter) {
        clearRun(id);
        containers.delete(id.value());
        io.remove(id.value());
        roots.remove(snapshotter, id);
        host.clear(id);
    }
}
