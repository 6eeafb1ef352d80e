package dev.joey.container;

import dev.joey.container.wire.ContainerInspect;
import dev.joey.container.wire.ContainerListItem;
import dev.joey.error.EngineException;
import dev.joey.http.Filters;
import dev.joey.image.Image;
import dev.joey.network.Joined;
import dev.joey.network.Networks;
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
    private final ImageFacts images;
    private final ContainerRuntime runtime;
    private final ContainerFiles files;
    private final Networks networks;
    private final Clock clock;

    ContainerViewWire(
            ContainerRepository rows,
            SummaryRepository summaries,
            ImageFacts images,
            ContainerRuntime runtime,
            ContainerFiles files,
            Networks networks,
            Clock clock) {
        this.rows = rows;
        this.summaries = summaries;
        this.images = images;
        this.runtime = runtime;
        this.files = files;
        this.networks = networks;
        this.clock = clock;
    }

    /** The list, newest first. */
    List<ContainerListItem> list(
            Filters filters, ContainerFilters.Query query, boolean size, int apiMinor) {
        Map<String, Joined> joined = networks.all();
        List<ContainerSummary> all =
                summaries.all().stream().map(summary -> in(summary, joined)).toList();
        List<ContainerSummary> selected =
                ContainerFilters.of(ContainerRequestWire.lists(filters))
                        .select(all, query, reference -> images.find(reference).map(Image::id));
        return ContainerWire.list(selected, new Facts(size, joined), clock.instant(), apiMinor);
    }

    private static ContainerSummary in(ContainerSummary summary, Map<String, Joined> joined) {
        Map<String, String> ids = new HashMap<>();
        joined.getOrDefault(summary.id().value(), Joined.NOWHERE)
                .places()
                .forEach(place -> ids.put(place.network(), place.networkId()));
        return summary.in(ids);
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
                        networks.of(id.value()),
                        "",
                        List.of(),
                        runtime.maskedPaths(),
                        runtime.readOnlyPaths(),
                        Map.of("MergedDir", files.root(id).toString()),
                        size ? images.sizes(container) : null,
                        images.find(container.spec().imageId().value())
                                .map(ImageFacts::manifest)
                                .orElse(null));
        return ContainerWire.inspect(container, facts, apiMinor);
    }

    /** What a list asks for, each image once. */
    private final class Facts implements ListFacts {
        private final boolean size;
        private final Map<String, Joined> joined;
        private final Map<String, Optional<Image>> known = new HashMap<>();

        Facts(boolean size, Map<String, Joined> joined) {
            this.size = size;
            this.joined = joined;
        }

        @Override
        public Optional<Digest> imageNamed(String name) {
            return known.computeIfAbsent(name, images::find).map(Image::id);
        }

        @Override
        public Optional<InspectFacts.Manifest> manifestOf(Digest image) {
            return known.computeIfAbsent(image.value(), images::find).map(ImageFacts::manifest);
        }

        @Override
        public Joined networksOf(ContainerId id) {
            return joined.getOrDefault(id.value(), Joined.NOWHERE);
        }

        @Override
        public Optional<InspectFacts.Sizes> sizesOf(ContainerId id) {
            return size ? rows.find(id).map(images::sizes) : Optional.empty();
        }
    }
}
