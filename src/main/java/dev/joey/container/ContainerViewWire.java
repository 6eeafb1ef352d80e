package dev.joey.container;

import dev.joey.container.wire.ContainerInspect;
import dev.joey.container.wire.ContainerList;
import dev.joey.error.EngineException;
import dev.joey.http.Filters;
import dev.joey.image.Image;
import dev.joey.image.Images;
import dev.joey.oci.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How containers look: committed rows, without a lock. */
@ApplicationScoped
public class ContainerViewWire {
    private final ContainerRepository rows;
    private final SummaryRepository summaries;
    private final ListJsonWire lists;
    private final Images images;
    private final LiveFacts live;
    private final ContainerRuntime runtime;
    private final ContainerFiles files;

    ContainerViewWire(
            ContainerRepository rows,
            SummaryRepository summaries,
            ListJsonWire lists,
            Images images,
            LiveFacts live,
            ContainerRuntime runtime,
            ContainerFiles files) {
        this.rows = rows;
        this.summaries = summaries;
        this.lists = lists;
        this.images = images;
        this.live = live;
        this.runtime = runtime;
        this.files = files;
    }

    /** The list, newest first. */
    ContainerList list(Filters filters, ContainerFilters.Query query, boolean size, int apiMinor) {
        List<ContainerSummary> selected =
                ContainerFilters.of(ContainerRequestWire.lists(filters))
                        .select(
                                summaries.all(),
                                query,
                                reference -> images.find(reference).map(Image::id));
        return lists.of(selected, new Facts(size), apiMinor);
    }

    /** All containers with their sizes, newest first. */
    public ContainerList sized(int apiMinor) {
        return lists.of(summaries.all(), new Facts(true), apiMinor);
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
                        live.execIds(container),
                        runtime.maskedPaths(),
                        runtime.readOnlyPaths(),
                        Map.of("MergedDir", files.root(id).toString()),
                        size ? sizes(container) : null,
                        manifest(container.spec().imageId()).orElse(null),
                        live.volumePaths(container.spec().storage().points()));
        return ContainerWire.inspect(container, facts, apiMinor);
    }

    private InspectFacts.Sizes sizes(Container container) {
        long written = live.writtenBytes(container);
        long below =
                images.find(container.spec().imageId().value()).map(Image::sizeBytes).orElse(0L);
        return new InspectFacts.Sizes(written, written + below);
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
            return live.volumePaths(points);
        }

        @Override
        public Optional<InspectFacts.Sizes> sizesOf(ContainerId id) {
            return size ? rows.find(id).map(ContainerViewWire.this::sizes) : Optional.empty();
        }
    }
}
