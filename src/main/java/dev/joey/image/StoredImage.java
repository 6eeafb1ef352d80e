package dev.joey.image;

import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the rows tell of one image.
 *
 * @param configJson the config blob as text
 * @param layers from the base upwards
 * @param lastTaggedAt when a name was last given to it, if one was
 */
record StoredImage(
        Image image,
        String configJson,
        List<Layer> layers,
        Instant loadedAt,
        Optional<Instant> lastTaggedAt) {
    StoredImage {
        layers = List.copyOf(layers);
    }

    Digest id() {
        return image.id();
    }

    Descriptor manifest() {
        return image.manifest();
    }

    List<Descriptor> blobs() {
        return layers.stream().map(Layer::blob).toList();
    }

    /**
     * A layer.
     *
     * @param chainId key of the committed snapshot that ends with this layer
     * @param sizeBytes unpacked, without the layers below
     */
    record Layer(String diffId, String chainId, Descriptor blob, long sizeBytes) {}
}
