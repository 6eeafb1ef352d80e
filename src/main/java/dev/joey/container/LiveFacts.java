package dev.joey.container;

import dev.joey.containerd.Snapshots;
import dev.joey.error.EngineException;
import dev.joey.image.Image;
import dev.joey.image.Images;
import dev.joey.network.Joined;
import dev.joey.network.Networks;
import dev.joey.stdio.log.LogFaults;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What is known of a container only by asking others. */
@ApplicationScoped
class LiveFacts {
    private final Snapshots snapshots;
    private final ExecProcesses execs;
    private final Networks networks;
    private final Images images;
    private final ContainerFiles files;
    private final LogFaults logFaults;

    LiveFacts(
            Snapshots snapshots,
            ExecProcesses execs,
            Networks networks,
            Images images,
            ContainerFiles files,
            LogFaults logFaults) {
        this.snapshots = snapshots;
        this.execs = execs;
        this.networks = networks;
        this.images = images;
        this.files = files;
        this.logFaults = logFaults;
    }

    /** Why its log cannot be written at present; empty if it can. */
    String logFault(Container container) {
        return logFaults
                .ofContainer(files.log(container.id()))
                .map(LogFaults.Fault::message)
                .orElse("");
    }

    /** The sizes of the container's own layer, and of that with the image's. */
    InspectFacts.Sizes sizes(Container container) {
        long written = writtenBytes(container);
        long below =
                images.find(container.spec().imageId().value()).map(Image::sizeBytes).orElse(0L);
        return new InspectFacts.Sizes(written, written + below);
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

    /** The ids of its execs that have not ended. */
    List<String> execIds(Container container) {
        return execs.unfinished(container.id());
    }

    /** Its networks. */
    Joined joined(Container container) {
        return networks.of(container.id().value());
    }
}
