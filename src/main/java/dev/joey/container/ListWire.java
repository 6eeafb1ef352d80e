package dev.joey.container;

import dev.joey.container.wire.ContainerInspect.Endpoint;
import dev.joey.container.wire.ContainerInspect.ImageManifest;
import dev.joey.container.wire.ContainerListItem;
import dev.joey.oci.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The elements of {@code GET /containers/json}. */
final class ListWire {
    private final ListFacts facts;
    private final Instant now;
    private final int apiMinor;
    private final Map<String, Optional<Digest>> images = new HashMap<>();
    private final Map<Digest, Optional<ImageManifest>> manifests = new HashMap<>();

    private ListWire(ListFacts facts, Instant now, int apiMinor) {
        this.facts = facts;
        this.now = now;
        this.apiMinor = apiMinor;
    }

    static List<ContainerListItem> of(
            List<ContainerSummary> containers, ListFacts facts, Instant now, int apiMinor) {
        var wire = new ListWire(facts, now, apiMinor);
        List<ContainerListItem> items = new ArrayList<>(containers.size());
        containers.forEach(container -> items.add(wire.item(container)));
        return items;
    }

    private ContainerListItem item(ContainerSummary container) {
        Optional<InspectFacts.Sizes> sizes = facts.sizesOf(container.id());
        return new ContainerListItem(
                container.id().value(),
                List.of("/" + container.name()),
                image(container),
                container.imageId().value(),
                apiMinor < 48 ? null : manifest(container.imageId()),
                container.command(),
                container.createdAt().getEpochSecond(),
                List.of(),
                sizes.map(InspectFacts.Sizes::writableBytes).orElse(null),
                sizes.map(InspectFacts.Sizes::rootFsBytes).orElse(null),
                new TreeMap<>(container.labels()),
                ContainerStatus.word(container.state()),
                ContainerStatus.text(container.state(), now),
                new ContainerListItem.HostConfig(
                        container.networkMode(),
                        apiMinor < 46 ? Map.of() : new TreeMap<>(container.annotations())),
                new ContainerListItem.NetworkSettings(networks(container)),
                InspectWire.mounts(container.mounts(), facts.volumePaths(container.mounts())));
    }

    /** The name it was made with, as long as that name still means the same image. */
    private String image(ContainerSummary container) {
        return images.computeIfAbsent(container.image(), facts::imageNamed)
                .filter(container.imageId()::equals)
                .map(_ -> container.image())
                .orElse(container.imageId().value());
    }

    private ImageManifest manifest(Digest image) {
        return manifests
                .computeIfAbsent(image, id -> facts.manifestOf(id).map(InspectWire::manifest))
                .orElse(null);
    }

    private Map<String, Endpoint> networks(ContainerSummary container) {
        Map<String, Endpoint> networks = new TreeMap<>();
        container
                .networks()
                .forEach((name, id) -> networks.put(name, InspectWire.endpoint(id, "", apiMinor)));
        return networks;
    }
}
