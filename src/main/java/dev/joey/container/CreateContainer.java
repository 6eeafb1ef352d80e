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
        try {
            Together.run(making::store, making::layer);
        } catch (RuntimeException e) {
            making.undo(e);
            throw e;
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
            String key = container.id().value();
            try {
                var _ = snapshots.prepare(snapshotter, key, image.chainId());
            } catch (EngineException.NotFound _) {
                // The image's layers were never unpacked for this snapshotter, or are gone.
                var _ = snapshots.prepare(snapshotter, key, images.unpack(image, snapshotter));
            }
            walk.done("snapshot");
        }

        /** What cannot be undone does not keep the rest, and the next daemon clears it. */
        void undo(RuntimeException cause) {
            String snapshotter = container.spec().host().snapshotter();
            attempt(cause, () -> snapshots.remove(snapshotter, container.id().value()));
            attempt(cause, () -> files.remove(container.id()));
            if (stored) {
                attempt(cause, () -> records.delete(container));
            }
        }
    }

    private static void attempt(RuntimeException cause, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
