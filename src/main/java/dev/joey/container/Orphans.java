package dev.joey.container;

import dev.joey.config.EngineConfig;
import dev.joey.containerd.Containers;
import dev.joey.containerd.Snapshots;
import dev.joey.containerd.Tasks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Clears away what a dead daemon left and no row knows. */
@ApplicationScoped
class Orphans {
    private static final Logger LOG = Logger.getLogger(Orphans.class);

    private final ContainerRepository rows;
    private final Tasks tasks;
    private final Containers containers;
    private final Snapshots snapshots;
    private final ContainerFiles files;
    private final ContainerRemains remains;
    private final EngineConfig config;

    Orphans(
            ContainerRepository rows,
            Tasks tasks,
            Containers containers,
            Snapshots snapshots,
            ContainerFiles files,
            ContainerRemains remains,
            EngineConfig config) {
        this.rows = rows;
        this.tasks = tasks;
        this.containers = containers;
        this.snapshots = snapshots;
        this.files = files;
        this.remains = remains;
        this.config = config;
    }

    /** Clears tasks, containers, snapshots and files of containers that have no row. */
    void clear() {
        Set<ContainerId> known = new HashSet<>(rows.ids());
        Stream.of(
                        tasks.list().stream().map(Tasks.TaskStatus::containerId),
                        containers.list().stream(),
                        snapshots.list(config.snapshotter()).stream()
                                .map(Snapshots.SnapshotInfo::key),
                        files.present().stream().map(ContainerId::value),
                        remains.networked().stream())
                .flatMap(ids -> ids)
                .filter(ContainerId::isOne)
                .distinct()
                .map(ContainerId::new)
                .filter(id -> !known.contains(id))
                .forEach(this::clear);
    }

    private void clear(ContainerId id) {
        LOG.infof("clearing what is left of the unknown container %s", id.brief());
        try {
            remains.killTask(id);
            remains.clear(id, config.snapshotter());
        } catch (RuntimeException e) {
            LOG.errorf(e, "cannot clear the unknown container %s", id.brief());
        }
    }
}
