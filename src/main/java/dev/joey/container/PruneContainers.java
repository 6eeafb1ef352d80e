package dev.joey.container;

import dev.joey.containerd.Snapshots;
import dev.joey.error.EngineException;
import dev.joey.event.EventJournal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Removes all containers that do not run. */
@ApplicationScoped
class PruneContainers {
    private final ContainerRepository rows;
    private final RemoveContainer remove;
    private final Snapshots snapshots;
    private final EventJournal journal;

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
     * Removes those of them that are wanted. One that cannot be removed, as it was started
     * meanwhile, stays.
     */
    Pruned prune(Predicate<Container> wanted) throws InterruptedException {
        List<ContainerId> deleted = new ArrayList<>();
        long freedBytes = 0;
        for (Container container : rows.all()) {
            boolean idle =
                    container.state() instanceof ContainerState.Created
                            || container.state() instanceof ContainerState.Exited
                            || container.state() instanceof ContainerState.Dead;
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
