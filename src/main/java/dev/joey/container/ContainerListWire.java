package dev.joey.container;

import dev.joey.container.wire.ContainerList;
import dev.joey.http.Filters;
import dev.joey.image.Image;
import dev.joey.image.Images;
import dev.joey.network.Joined;
import dev.joey.oci.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many containers look: committed rows, without a lock. */
@ApplicationScoped
public class ContainerListWire {
    private final ContainerRepository rows;
    private final ListedContainers listed;
    private final ListJsonWire json;
    private final Images images;
    private final LiveFacts live;
    private final ContainerMounts mounts;

    ContainerListWire(
            ContainerRepository rows,
            ListedContainers listed,
            ListJsonWire json,
            Images images,
            LiveFacts live,
            ContainerMounts mounts) {
        this.rows = rows;
        this.listed = listed;
        this.json = json;
        this.images = images;
        this.live = live;
        this.mounts = mounts;
    }

    /** The list, newest first. */
    ContainerList list(Filters filters, ContainerFilters.Query query, boolean size, int apiMinor) {
        ListedContainers.Generation all = listed.all();
        List<ContainerSummary> selected =
                ContainerFilters.of(ContainerRequestWire.lists(filters))
                        .select(
                                all.summaries(),
                                query,
                                reference -> images.find(reference).map(Image::id));
        return json.of(selected, new Facts(size, all), apiMinor);
    }

    /** All containers with their sizes, newest first. */
    public ContainerList sized(int apiMinor) {
        ListedContainers.Generation all = listed.all();
        return json.of(all.summaries(), new Facts(true, all), apiMinor);
    }

    /** What a list asks for, each image once. */
    private final class Facts implements ListFacts {
        private final boolean size;
        private final ListedContainers.Generation all;
        private final Map<String, Optional<Image>> known = new HashMap<>();

        Facts(boolean size, ListedContainers.Generation all) {
            this.size = size;
            this.all = all;
        }

        @Override
        public Optional<Digest> imageNamed(String name) {
            return known.computeIfAbsent(name, images::find).map(Image::id);
        }

        @Override
        public Optional<InspectFacts.Manifest> manifestOf(Digest image) {
            return known.computeIfAbsent(image.value(), images::find)
                    .map(InspectFacts.Manifest::of);
        }

        @Override
        public Map<String, String> volumePaths(List<MountPoint> points) {
            return mounts.paths(points);
        }

        @Override
        public Joined networksOf(ContainerId id) {
            return all.networksOf(id);
        }

        @Override
        public Optional<InspectFacts.Sizes> sizesOf(ContainerId id) {
            return size ? rows.find(id).map(live::sizes) : Optional.empty();
        }
    }
}
