package dev.joey.container;

import dev.joey.containerd.Snapshots;
import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.List;

/** What is known of a container only by asking others. */
@ApplicationScoped
class LiveFacts {
    private final Snapshots snapshots;
    private final ExecProcesses execs;
    private final ContainerMounts mounts;

    LiveFacts(Snapshots snapshots, ExecProcesses execs, ContainerMounts mounts) {
        this.snapshots = snapshots;
        this.execs = execs;
        this.mounts = mounts;
    }

    /** Where the data of volumes lies, by their names. */
    Map<String, String> volumePaths(List<MountPoint> points) {
        return mounts.paths(points);
    }

    /** The size of the container's own layer in bytes. */
    long writtenBytes(Container container) {
        try {
            return snapshots
                    .usage(container.spec().host().snapshotter(), container.id().value())
                    .sizeBytes();
        } catch (EngineException.NotFound _) {
            return 0;
        }
    }

    /** The ids of its execs that have not ended. */
    List<String> execIds(Container container) {
        return execs.unfinished(container.id());
    }
}
