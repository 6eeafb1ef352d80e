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
        boolean made = false;
        try {
            files.make(id);
            walk.done("files");
            String parent = images.unpack(image, spec.host().snapshotter());
            walk.done("unpacked");
            var _ = snapshots.prepare(spec.host().snapshotter(), id.value(), parent);
            walk.done("snapshot");
            made = true;
        } finally {
            if (!made) {
                undo(container);
            }
        }
        return container;
    }

    private void undo(Container container) {
        snapshots.remove(container.spec().host().snapshotter(), container.id().value());
        files.remove(container.id());
        records.delete(container);
    }
}
