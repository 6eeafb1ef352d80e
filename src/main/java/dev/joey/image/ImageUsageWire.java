package dev.joey.image;

import dev.joey.http.ApiVersion;
import dev.joey.image.wire.ImageUsage;
import dev.joey.image.wire.ListedImage;
import dev.joey.oci.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;

/** What all images take on disk, as the API tells it. */
@ApplicationScoped
public class ImageUsageWire {
    private final ImageRepository repository;

    ImageUsageWire(ImageRepository repository) {
        this.repository = repository;
    }

    /** Counts now. */
    @Transactional
    public ImageUsage usage(ApiVersion version) {
        Map<Digest, Long> used = repository.used();
        List<ListedImage> images =
                repository.list(true).stream()
                        .map(
                                image ->
                                        ImageWire.listed(
                                                image, used.getOrDefault(image.id(), 0L), version))
                        .toList();
        return new ImageUsage(repository.layersBytes(), images);
    }
}
