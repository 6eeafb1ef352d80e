package dev.joey.container;

import dev.joey.container.wire.ContainerInspect;
import dev.joey.container.wire.ContainerListItem;
import dev.joey.containerd.Snapshots;
import dev.joey.error.EngineException;
import dev.joey.http.Filters;
import dev.joey.image.Image;
import dev.joey.image.Images;
import dev.joey.oci.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How containers look: committed rows, without a lock. */
@ApplicationScoped
class ContainerViewWire {
    private final ContainerRepository rows;
    private final SummaryRepository summaries;
    private final Images images;
    private final Snapshots snapshots;
    private final ContainerRuntime runtime;
    private final ContainerFiles files;
    private final ContainerMounts mounts;
    private final Clock clock;

    ContainerViewWire(
            ContainerRepository rows,
            SummaryRepository summaries,
            Images images,
            Snapshots snapshots,
            ContainerRuntime runtime,
            ContainerFiles files,
            ContainerMounts mounts,
            Clock clock) {
        this.rows = rows;
        this.summaries = summaries;
        this.images = images;
        this.snapshots = snapshots;
        this.runtime = runtime;
        this.files = files;
        this.mounts = mounts;
        this.clock = clock;
    }

    /** The list, newest first. */
    List<ContainerListItem> list(
            Filters filters, ContainerFilters.Query query, boolean size, int apiMinor) {
        List<ContainerSummary> selected =
                ContainerFilters.of(ContainerRequestWire.lists(filters))
                        .select(
                                summaries.all(),
                                query,
                                reference -> images.find(reference).map(Image::id));
        return ContainerWire.list(selected, new Facts(size), clock.instant(), apiMinor);
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
                                files.log(id).toString()),
                        InspectFacts.NONE.sandbox(),
                        "",
                        List.of(),
                        runtime.maskedPaths(),
                        runtime.readOnlyPaths(),
                        Map.of("MergedDir", files.root(id).toString()),
                        size ? sizes(container) : null,
                        manifest(container.spec().imageId()).orElse(null),
                        mounts.paths(container.spec().storage().points()));
        return ContainerWire.inspect(container, facts, apiMinor);
    }

    private InspectFacts.Sizes sizes(Container container) {
        long written = writtenBytes(container.spec().host().snapshotter(), container.id());
        long below =
                images.find(container.spec().imageId().value()).map(Image::sizeBytes).orElse(0L);
        return new InspectFacts.Sizes(written, written + below);
    }

    private long writtenBytes(String snapshotter, ContainerId id) {
        try {
            return snapshots.usage(snapshotter, id.value()).sizeBytes();
        } catch (EngineException.NotFound _) {
            return 0;
        }
    }

    private Optional<InspectFacts.Manifest> manifest(Digest imageId) {
        return images.find(imageId.value())
                .map(
                        image ->
                                new InspectFacts.Manifest(
                                        image.manifest(),
                                        image.config().architecture(),
                                        image.config().os(),
                                        image.config().variant()));
    }

    /** What a list asks for, each image once. */
    private final class Facts implements ListFacts {
        private final boolean size;
        private final Map<String, Optional<Image>> known = new HashMap<>();

        Facts(boolean size) {
            this.size = size;
        }

        @Override
        public Optional<Digest> imageNamed(String name) {
            return known.computeIfAbsent(name, images::find).map(Image::id);
        }

        @Override
        public Optional<InspectFacts.Manifest> manifestOf(Digest image) {
            return known.computeIfAbsent(image.value(), images::find)
                    .map(
                            found ->
                                    new InspectFacts.Manifest(
                                            found.manifest(),
                                            found.config().architecture(),
                                            found.config().os(),
                                            found.config().variant()));
        }

        @Override
        public Map<String, String> volumePaths(List<MountPoint> points) {
            return mounts.paths(points);
        }

        @Override
        public Optional<InspectFacts.Sizes> sizesOf(ContainerId id) {
            return size ? rows.find(id).map(ContainerViewWire.this::sizes) : Optional.empty();
        }
    }
}
