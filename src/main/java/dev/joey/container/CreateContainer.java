package dev.joey.container;

import dev.joey.containerd.Snapshots;
import dev.joey.image.Image;
import dev.joey.image.Images;
import dev.joey.step.Steps;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * Makes a container: its rows first, then its files and its writable layer, which a later start
 * makes too if need be.
 */
@ApplicationScoped
class CreateContainer {
    private final ContainerRecords records;
    private final Images images;
    private final Snapshots snapshots;
    private final ContainerFiles files;
    private final Clock clock;
    private final Steps steps;

    CreateContainer(
            ContainerRecords records,
            Images images,
            Snapshots snapshots,
            ContainerFiles files,
            Clock clock,
            Steps steps) {
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
     * @throws dev.joey.error.EngineException.Conflict if the name or the id is taken
     */
    Container create(ContainerId id, String name, ContainerSpec spec, Image image) {
        Steps.Walk walk = steps.begin("create");
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
        records.create(container, image);
        walk.done("stored");
        try {
            files.make(id);
            walk.done("files");
            String parent = images.unpack(image, spec.host().snapshotter());
            walk.done("unpacked");
            var _ = snapshots.prepare(spec.host().snapshotter(), id.value(), parent);
            walk.done("snapshot");
        } catch (RuntimeException e) {
            undo(container, e);
            throw e;
        }
        return container;
    }

    /** In reverse; what cannot be undone does not keep the rest, and the next daemon clears it. */
    private void undo(Container container, RuntimeException cause) {
        String snapshotter = container.spec().host().snapshotter();
        attempt(cause, () -> snapshots.remove(snapshotter, container.id().value()));
        attempt(cause, () -> files.remove(container.id()));
        attempt(cause, () -> records.delete(container));
    }

    private static void attempt(RuntimeException cause, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
