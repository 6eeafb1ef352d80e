package dev.joey.container;

import dev.joey.error.EngineException;
import dev.joey.image.Image;
import dev.joey.lock.KeyedLocks;
import dev.joey.step.Steps;
import dev.joey.step.Together;
import dev.joey.volume.Volumes;
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
    private final ContainerRoots roots;
    private final ContainerMounts mounts;
    private final ContainerFiles files;
    private final Clock clock;
    private final Steps steps;

    CreateContainer(
            LockedContainers locked,
            ContainerRecords records,
            ContainerRoots roots,
            ContainerMounts mounts,
            ContainerFiles files,
            Clock clock,
            Steps steps) {
        this.locked = locked;
        this.records = records;
        this.roots = roots;
        this.mounts = mounts;
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
        try (KeyedLocks.Hold _ = locked.reserve(id)) {
            Making making;
            try (Volumes.Claim claim = mounts.claim(id, spec)) {
                Container container =
                        new Container(
                                id,
                                name,
                                clock.instant(),
                                ContainerMounts.settled(spec, claim.volumes()),
                                new ContainerState.Created(null),
                                0,
                                0,
                                false,
                                false);
                making = new Making(container, image, claim);
                making.attempt(() -> Together.run(making::store, making::layer));
            }
            // The volumes are in the rows now: nobody removes them, and others may use them.
            making.attempt(() -> mounts.fill(making.container));
            return making.container;
        }
    }

    /** One container on its way to be. */
    private final class Making {
        private final Container container;
        private final Image image;
        private final Volumes.Claim claim;
        private boolean stored;

        Making(Container container, Image image, Volumes.Claim claim) {
            this.container = container;
            this.image = image;
            this.claim = claim;
        }

        void attempt(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException e) {
                undo(e);
                throw e;
            }
        }

        void store() {
            Steps.Walk walk = steps.begin("create");
            records.create(container, image, claim);
            stored = true;
            walk.done("stored");
        }

        void layer() {
            Steps.Walk walk = steps.begin("create");
            files.make(container.id());
            walk.done("files");
            roots.make(container, image);
            walk.done("snapshot");
        }

        /** What cannot be undone does not keep the rest, and the next daemon clears it. */
        void undo(RuntimeException cause) {
            also(cause, () -> roots.remove(container));
            also(cause, () -> files.remove(container.id()));
            if (stored) {
                also(cause, () -> records.delete(container, true));
            }
            also(cause, claim::undo);
        }
    }

    private static void also(RuntimeException cause, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
