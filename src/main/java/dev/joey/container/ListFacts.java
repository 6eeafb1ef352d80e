package dev.joey.container;

import dev.joey.network.Joined;
import dev.joey.oci.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a list tells beyond the summaries. Asked once for each image, not for each container. */
@FunctionalInterface
interface ListFacts {
    /** The image that a name means now. */
    Optional<Digest> imageNamed(String name);

    /** The manifest of an image. */
    default Optional<InspectFacts.Manifest> manifestOf(Digest image) {
        return Optional.empty();
    }

    /** The networks of a container. */
    default Joined networksOf(ContainerId id) {
        return Joined.NOWHERE;
    }

    /** Where the data of volumes lies, by their names. */
    default Map<String, String> volumePaths(List<MountPoint> points) {
        return Map.of();
    }

    /** The sizes of a container, if the client asked for them. */
    default Optional<InspectFacts.Sizes> sizesOf(ContainerId id) {
        return Optional.empty();
    }
}
