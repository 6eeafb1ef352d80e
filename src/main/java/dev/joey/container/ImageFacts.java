package dev.joey.container;

import dev.joey.containerd.Snapshots;
import dev.joey.error.EngineException;
import dev.joey.image.Image;
import dev.joey.image.Images;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What clients are told of a container's image and layers. */
@ApplicationScoped
class ImageFacts {
    private final Images images;
    private final Snapshots snapshots;

    ImageFacts(Images images, Snapshots snapshots) {
        this.images = images;
        this.snapshots = snapshots;
    }

    /** The image that a reference means now. */
    Optional<Image> find(String reference) {
        return images.find(reference);
    }

    static InspectFacts.Manifest manifest(Image image) {
        return new InspectFacts.Manifest(
                image.manifest(),
                image.config().architecture(),
                image.config().os(),
                image.config().variant());
    }

    InspectFacts.Sizes sizes(Container container) {
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
}
