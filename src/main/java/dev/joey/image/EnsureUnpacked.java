package dev.joey.image;

import dev.joey.oci.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Gives containers the snapshot that they stand on, whatever containerd has forgotten. */
@ApplicationScoped
class EnsureUnpacked {
    private final ImageCatalog catalog;
    private final ImageLocks locks;
    private final UnpackLayers unpack;
    private final HoldImage hold;

    EnsureUnpacked(ImageCatalog catalog, ImageLocks locks, UnpackLayers unpack, HoldImage hold) {
        this.catalog = catalog;
        this.locks = locks;
        this.unpack = unpack;
        this.hold = hold;
    }

    /**
     * Unpacks what is missing.
     *
     * @return the key of the top snapshot; empty for an image without layers
     * @throws dev.joey.error.EngineException.NotFound if the image is gone
     */
    String unpack(Image image, String snapshotter) {
        String top = image.chainId();
        if (top.isEmpty()
                || (snapshotter.equals(hold.snapshotter())
                        && unpack.isUnpacked(snapshotter, top))) {
            return top;
        }
        Digest id = image.id();
        try (var _ = locks.acquire(Set.of(id))) {
            StoredImage stored = catalog.get(id.value());
            unpack.unpack(
                    ImageLeases.of(id),
                    snapshotter,
                    stored.blobs(),
                    stored.image().config().diffIds());
        }
        return top;
    }
}
