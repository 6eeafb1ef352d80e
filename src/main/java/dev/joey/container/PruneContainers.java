package dev.joey.container;

import dev.joey.containerd.Snapshots;
import dev.joey.error.EngineException;
import dev.joey.event.EventJournal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Removes all containers that do not run. */
@ApplicationScoped
class PruneContainers {
    private static final Logger LOG = Logger.getLogger(PruneContainers.class);

    private final ContainerRepository rows;
    private final RemoveContainer remove;
    private final Snapshots snapshots;
    private final EventJournal journal;
    private final AtomicBoolean busy = new AtomicBoolean();

    PruneContainers(
            ContainerRepository rows,
            RemoveContainer remove,
            Snapshots snapshots,
            EventJournal journal) {
        this.rows = rows;
        this.remove = remove;
        this.snapshots = snapshots;
        this.journal = journal;
    }

    /**
     * Removes those of them that are wanted. One that cannot be removed, or was started meanwhile,
     * stays.
     *
     * @throws EngineException.Conflict if another prune is under way
     */
    Pruned prune(Predicate<Container> wanted) throws InterruptedException {
        if (!busy.compareAndSet(false, true)) {
            throw new EngineException.Conflict("a prune operation is already running");
        }
        try {
            return pruned(wanted);
        } finally {
            busy.set(false);
        }
    }

    private Pruned pruned(Predicate<Container> wanted) throws InterruptedException {
        List<ContainerId> deleted = new ArrayList<>();
        long freedBytes = 0;
        for (Container container : rows.all()) {
            boolean idle =
                    container.state() instanceof ContainerState.Created
                            || container.state() instanceof ContainerState.Exited;
            if (!idle || !wanted.test(container)) {
                continue;
            }
            try {
                long sizeBytes = writtenBytes(container);
                remove.remove(container.id().value(), false);
                freedBytes += sizeBytes;
                deleted.add(container.id());
            } catch (EngineException.Conflict | EngineException.NotFound _) {
                // Started or removed by somebody else since the list was read.
            } catch (EngineException e) {
                LOG.warnf("container %s is not pruned: %s", container.id().brief(), e.getMessage());
            }
        }
        journal.append("container", "prune", "", Map.of("reclaimed", Long.toString(freedBytes)));
        return new Pruned(deleted, freedBytes);
    }

    private long writtenBytes(Container container) {
        try {
            return snapshots
                    .usage(container.spec().host().snapshotter(), container.id().value())
                    .sizeBytes();
        } catch (EngineException.NotFound _) {
            return 0;
        }
    }
}
