package dev.joey.container;

import dev.joey.container.wire.ContainerInspect.Endpoint;
import dev.joey.container.wire.ContainerListItem;
import dev.joey.network.Joined;
import dev.joey.oci.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The elements of {@code GET /containers/json}. */
final class ListWire {
    private final ListFacts facts;
    private final Instant now;
    private final int apiMinor;
    private final Map<String, Optional<Digest>> images = new HashMap<>();
    private final Map<Digest, Optional<InspectFacts.Manifest>> manifests = new HashMap<>();

    ListWire(ListFacts facts, Instant now, int apiMinor) {
        this.facts = facts;
        this.now = now;
        this.apiMinor = apiMinor;
    }

    static List<ContainerListItem> of(
            List<ContainerSummary> containers, ListFacts facts, Instant now, int apiMinor) {
        var wire = new ListWire(facts, now, apiMinor);
        List<ContainerListItem> items = new ArrayList<>(containers.size());
        containers.forEach(container -> items.add(wire.item(container, wire.shown(container))));
        return items;
    }

    /**
     * What of an element may change while the container's row stays.
     *
     * @param sizes null unless asked for
     * @param manifest null if unknown or not asked for
     * @param joined its networks; the same object as long as nothing changed
     * @param volumePaths where the data of its volumes lies, by their names
     */
    record Shown(
            int apiMinor,
            String status,
            String image,
            InspectFacts.Manifest manifest,
            InspectFacts.Sizes sizes,
            Joined joined,
            Map<String, String> volumePaths) {
        private String digest() {
            return manifest == null ? null : manifest.descriptor().digest().value();
        }

        /** Whether both show the same. Written out, since lists ask it a thousand times. */
        @SuppressWarnings("ReferenceEquality")
        boolean same(Shown other) {
            return apiMinor == other.apiMinor
                    && status.equals(other.status)
                    && image.equals(other.image)
                    && Objects.equals(digest(), other.digest())
                    && Objects.equals(sizes, other.sizes)
                    && joined == other.joined
                    && volumePaths.equals(other.volumePaths);
        }
    }

    Shown shown(ContainerSummary container) {
        return new Shown(
                apiMinor,
                ContainerStatus.text(container.state(), now),
                image(container),
                apiMinor < 48 ? null : manifest(container.imageId()),
                facts.sizesOf(container.id()).orElse(null),
                facts.networksOf(container.id()),
                container.mounts().isEmpty() ? Map.of() : facts.volumePaths(container.mounts()));
    }

    ContainerListItem item(ContainerSummary container, Shown shown) {
        InspectFacts.Sizes sizes = shown.sizes;
        Joined joined = shown.joined;
        return new ContainerListItem(
                container.id().value(),
                List.of("/" + container.name()),
                shown.image,
                container.imageId().value(),
                InspectWire.manifest(shown.manifest),
                container.command(),
                container.createdAt().getEpochSecond(),
                joined.namespace().isEmpty()
                        ? List.of()
                        : NetworkViewWire.ports(container.exposedPorts(), joined),
                sizes == null ? null : sizes.writableBytes(),
                sizes == null ? null : sizes.rootFsBytes(),
                new TreeMap<>(container.labels()),
                ContainerStatus.word(container.state()),
                shown.status,
                new ContainerListItem.HostConfig(
                        container.networkMode(),
                        apiMinor < 46 ? Map.of() : new TreeMap<>(container.annotations())),
                new ContainerListItem.NetworkSettings(networks(joined)),
                InspectWire.mounts(container.mounts(), shown.volumePaths));
    }

    /** The name it was made with, as long as that name still means the same image. */
    private String image(ContainerSummary container) {
        Optional<Digest> named = images.computeIfAbsent(container.image(), facts::imageNamed);
        String id = container.imageId().value();
        return named.isPresent() && named.get().value().equals(id) ? container.image() : id;
    }

    private InspectFacts.Manifest manifest(Digest image) {
        return manifests.computeIfAbsent(image, facts::manifestOf).orElse(null);
    }

    private Map<String, Endpoint> networks(Joined joined) {
        Map<String, Endpoint> networks = new TreeMap<>();
        joined.places()
                .forEach(
                        place ->
                                networks.put(
                                        place.network(),
                                        NetworkViewWire.endpoint(place, apiMinor)));
        return networks;
    }
}
