package dev.joey.image;

import dev.joey.containerd.Leases;
import dev.joey.oci.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Makes containerd agree with the rows, before requests come: what a load left that a death of the
 * daemon interrupted goes, and an image that lost its lease gets it back.
 */
@ApplicationScoped
class ReconcileImages {
    private static final Logger LOG = Logger.getLogger(ReconcileImages.class);

    private final Leases leases;
    private final ImageRepository repository;
    private final HoldImage hold;
    private final UnpackLayers unpack;

    ReconcileImages(
            Leases leases, ImageRepository repository, HoldImage hold, UnpackLayers unpack) {
        this.leases = leases;
        this.repository = repository;
        this.hold = hold;
        this.unpack = unpack;
    }

    void reconcile() {
        unpack.clear(hold.snapshotter(), repository.chains());
        List<Digest> images = repository.ids();
        Set<String> wanted = images.stream().map(ImageLeases::of).collect(Collectors.toSet());
        Set<String> present = Set.copyOf(leases.list());
        for (String lease : present) {
            if (ImageLeases.isWork(lease)
                    || (ImageLeases.isImage(lease) && !wanted.contains(lease))) {
                leases.delete(lease, false);
            }
        }
        for (Digest id : images) {
            if (!present.contains(ImageLeases.of(id))) {
                repository.find(id).ifPresent(this::holdAgain);
            }
        }
    }

    private void holdAgain(StoredImage image) {
        if (hold.isWhole(image)) {
            hold.hold(image);
        } else {
            LOG.warnf("containerd lost parts of image %s: load it again", image.id());
        }
    }
}
