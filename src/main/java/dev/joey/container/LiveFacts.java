package dev.joey.container;

import dev.joey.containerd.Snapshots;
import dev.joey.error.EngineException;
import dev.joey.network.Joined;
import dev.joey.network.Networks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** What is known of a container only by asking others. */
@ApplicationScoped
class LiveFacts {
    private final Snapshots snapshots;
    private final ExecProcesses execs;
    private final Networks networks;

    LiveFacts(Snapshots snapshots, ExecProcesses execs, Networks networks) {
        this.snapshots = snapshots;
        this.execs = execs;
        this.networks = networks;
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

    /** Its networks. */
    Joined joined(Container container) {
        return networks.of(container.id().value());
    }

    /** The networks of all containers, by their ids. */
    Map<String, Joined> joined() {
        return networks.all();
    }
}
