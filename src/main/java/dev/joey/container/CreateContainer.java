package dev.joey.container;

import dev.joey.containerd.Snapshots;
import dev.joey.error.EngineException;
import dev.joey.image.Image;
import dev.joey.image.Images;
import dev.joey.lock.KeyedLocks;
import dev.joey.step.Steps;
import dev.joey.step.Together;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * Makes a container: its rows and its writable layer, at the same time. A layer without rows is
 * cleared away at the daemon's next start; for rows without a layer the next start of the container
 * makes it.
 */
@ApplicationScoped
class CreateContainer {
    private final LockedContainers locked;
    private final ContainerRecords records;
    private final Images images;
    private final Snapshots snapshots;
    private final ContainerFiles files;
    private final Clock clock;
    private final Steps steps;

    CreateContainer(
            LockedContainers locked,
            ContainerRecords records,
            Images images,
            Snapshots snapshots,
            ContainerFiles files,
            Clock clock,
            Steps steps) {
        this.locked = locked;
        this.records = records;
        this.images = images;
        this.snapshots = snapshots;
        this.files = files;
        this.clock = clock;
        this.steps = steps;
    }

    /**
     * Makes a container.
     *
     * @param name checked already, without a leading slash
     * @throws EngineException.Conflict if the name or the id is taken
     */
    Container create(ContainerId id, String name, ContainerSpec spec, Image image) {
        Container container =
                new Container(
                        id,
                        name,
                        clock.instant(),
                        spec,
                        new ContainerState.Created(null),
                        0,
                        0,
                        false,
                        false);
        try (KeyedLocks.Hold _ = locked.reserve(id)) {
            make(container, image);
        }
        return container;
    }

    private void make(Container container, Image image) {
        Making making = new Making(container, image);
        boolean made = false;
        try {
            Together.run(making::store, making::layer);
            made = true;
        } finally {
            if (!made) {
                making.undo();
            }
        }
    }

    /** One container on its way to be. */
    private final class Making {
        private final Container container;
        private final Image image;
        private boolean stored;

        Making(Container container, Image image) {
            this.container = container;
            this.image = image;
        }

        void store() {
            Steps.Walk walk = steps.begin("create");
            records.create(container, image);
            stored = true;
            walk.done("stored");
        }

        void layer() {
            Steps.Walk walk = steps.begin("create");
            files.make(container.id());
            walk.done("files");
            String snapshotter = container.spec().host().snapshotter();
            try {
                var _ = snapshots.prepare(snapshotter, container.id().value(), image.chainId());
            } catch (EngineException.NotFound _) {
                // The image's layers were never unpacked for this snapshotter, or are gone.
                var _ =
                        snapshots.prepare(
                                snapshotter,
                                container.id().value(),
                                images.unpack(image, snapshotter));
            }
            walk.done("snapshot");
        }

        void undo() {
            snapshots.remove(container.spec().host().snapshotter(), container.id().value());
            files.remove(container.id());
            if (stored) {
                records.delete(container);
            }
        }
    }
}
