package dev.joey.image;

import dev.joey.config.ImageStoreConfig;
import dev.joey.containerd.Content;
import dev.joey.containerd.Leases;
import dev.joey.error.EngineException;
import dev.joey.oci.DockerArchive;
import dev.joey.oci.Platform;
import dev.joey.oci.Reference;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Takes the images of an archive in: either all of them or none. The archive is read once, in
 * constant memory; its members may come in any order.
 */
@ApplicationScoped
class LoadImage {
    private static final Logger LOG = Logger.getLogger(LoadImage.class);

    private final Content content;
    private final Leases leases;
    private final RegisterImages register;
    private final LoadLimits limits;

    LoadImage(Content content, Leases leases, RegisterImages register, ImageStoreConfig config) {
        this.content = content;
        this.leases = leases;
        this.register = register;
        this.limits = LoadLimits.of(new Inflation(config.unpackRatio(), config.unpackFreely()));
    }

    /**
     * Loads.
     *
     * @param archive of {@code docker save} or an OCI layout, as tar, plain or compressed by gzip,
     *     zstd, bzip2 or xz
     * @param platform which image of a multi-platform one; none means the host's, or whichever
     *     there is
     * @throws EngineException.InvalidParameter if the archive is not one, is damaged or hostile
     */
    void load(InputStream archive, Optional<Platform> platform, LoadProgress progress) {
        String lease = ImageLeases.newWork(leases);
        try {
            StoredArchive stored = StoredArchive.read(archive, content, lease, limits, progress);
            List<ImageCandidate> candidates = candidates(stored, platform, lease);
            register.register(lease, candidates, "load").forEach(image -> tell(image, progress));
        } finally {
            drop(lease);
        }
    }

    /** Containerd then collects whatever no image holds. */
    private void drop(String lease) {
        try {
            leases.delete(lease, false);
        } catch (RuntimeException e) {
            // What the load came to is decided by now; the next start drops the lease.
            LOG.warnf(e, "lease %s stays until the next start", lease);
        }
    }

    private List<ImageCandidate> candidates(
            StoredArchive stored, Optional<Platform> platform, String lease) {
        Optional<byte[]> index = stored.document(StoredArchive.INDEX);
        Optional<byte[]> docker = stored.document(DockerArchive.MEMBER);
        DockerLayout dockerLayout = new DockerLayout(stored, platform, content, lease);
        if (index.isPresent()) {
            List<ImageCandidate> images = new OciLayout(stored, platform).images(index.get());
            return docker.map(json -> named(images, json, dockerLayout)).orElse(images);
        }
        return docker.map(dockerLayout::images)
                .orElseThrow(
                        () ->
                                new EngineException.InvalidParameter(
                                        "the archive holds no image: it has neither "
                                                + DockerArchive.MEMBER
                                                + " nor "
                                                + StoredArchive.INDEX));
    }

    /** Newer {@code docker save} writes both documents, and not all names into the index. */
    private static List<ImageCandidate> named(
            List<ImageCandidate> images, byte[] docker, DockerLayout layout) {
        List<ImageCandidate> named = new ArrayList<>();
        for (ImageCandidate image : images) {
            Set<Reference> names = new LinkedHashSet<>(image.names());
            names.addAll(layout.namesOf(docker, image.id()));
            named.add(image.named(List.copyOf(names)));
        }
        return named;
    }

    private static void tell(RegisterImages.Registered registered, LoadProgress progress) {
        registered.moved().forEach(moved -> progress.renamed(moved.name(), moved.from()));
        registered.names().forEach(progress::loaded);
        if (registered.names().isEmpty()) {
            progress.loaded(registered.image());
        }
    }
}
