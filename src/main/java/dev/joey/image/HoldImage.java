package dev.joey.image;

import dev.joey.config.EngineConfig;
import dev.joey.containerd.Content;
import dev.joey.containerd.Leases;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps an image's blobs and snapshots alive in containerd for as long as its row is there. The row
 * is the truth: a lease without a row is dropped when the daemon starts.
 */
@ApplicationScoped
class HoldImage {
    private static final String CONTENT_LABEL = "containerd.io/gc.ref.content.";
    private static final String SNAPSHOT_LABEL = "containerd.io/gc.ref.snapshot.";

    private final Leases leases;
    private final Content content;
    private final String snapshotter;

    HoldImage(Leases leases, Content content, EngineConfig config) {
        this.leases = leases;
        this.content = content;
        this.snapshotter = config.snapshotter();
    }

    /** The snapshotter that images are unpacked for when they come. */
    String snapshotter() {
        return snapshotter;
    }

    /**
     * Makes the lease and has it hold all: the manifest, whose labels hold config and layers for
     * containerd's collector, and the top snapshot, which keeps those it stands on. Doing it again
     * changes nothing.
     */
    void hold(StoredImage image) {
        String lease = ImageLeases.of(image.id());
        String chainId = image.image().chainId();
        content.label(image.manifest().digest(), references(image.id(), image.blobs()));
        leases.create(lease);
        leases.hold(lease, Leases.CONTENT, image.manifest().digest().value());
        if (!chainId.isEmpty()) {
            content.label(image.id(), Map.of(SNAPSHOT_LABEL + snapshotter, chainId));
            leases.hold(lease, ImageLeases.snapshots(snapshotter), chainId);
        }
    }

    /** Lets all go; containerd collects what nothing else holds. */
    void drop(Digest image) {
        leases.delete(ImageLeases.of(image), false);
    }

    /** Whether containerd has each blob still. */
    boolean isWhole(StoredImage image) {
        return content.info(image.manifest().digest()).isPresent()
                && content.info(image.id()).isPresent()
                && image.blobs().stream().allMatch(blob -> content.info(blob.digest()).isPresent());
    }

    /** What tools that look at containerd alone see; no user's or image's label is among them. */
    private static Map<String, String> references(Digest config, List<Descriptor> blobs) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(CONTENT_LABEL + "config", config.value());
        for (int i = 0; i < blobs.size(); i++) {
            labels.put(CONTENT_LABEL + "l." + i, blobs.get(i).digest().value());
        }
        return labels;
    }
}
