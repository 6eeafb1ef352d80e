package dev.joey.container;

import dev.joey.container.wire.ContainerInspect;
import dev.joey.error.EngineException;
import dev.joey.image.Images;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** How one container looks: committed rows, without a lock. */
@ApplicationScoped
class ContainerViewWire {
    private final ContainerRepository rows;
    private final Images images;
    private final LiveFacts live;
    private final ContainerRuntime runtime;
    private final ContainerFiles files;
    private final ContainerMounts mounts;

    ContainerViewWire(
            ContainerRepository rows,
            Images images,
            LiveFacts live,
            ContainerRuntime runtime,
            ContainerFiles files,
            ContainerMounts mounts) {
        this.rows = rows;
        this.images = images;
        this.live = live;
        this.runtime = runtime;
        this.files = files;
        this.mounts = mounts;
    }

    /**
     * The whole document of a container.
     *
     * @throws EngineException.NotFound if there is none
     */
    ContainerInspect inspect(String reference, boolean size, int apiMinor) {
        Container container =
                rows.lookUp(reference)
                        .orElseThrow(
                                () ->
                                        new EngineException.NotFound(
                                                "No such container: " + reference));
        ContainerId id = container.id();
        InspectFacts facts =
                new InspectFacts(
                        new InspectFacts.Files(
                                files.resolvConf(id).toString(),
                                files.hostname(id).toString(),
                                files.hosts(id).toString(),
                                files.log(id).toString(),
                                live.logFault(container)),
                        live.joined(container),
                        "",
                        live.execIds(container),
                        runtime.maskedPaths(),
                        runtime.readOnlyPaths(),
                        Map.of("MergedDir", files.root(id).toString()),
                        size ? live.sizes(container) : null,
                        images.find(container.spec().imageId().value())
                                .map(InspectFacts.Manifest::of)
                                .orElse(null),
                        mounts.paths(container.spec().storage().points()));
        return ContainerWire.inspect(container, facts, apiMinor);
    }
}
