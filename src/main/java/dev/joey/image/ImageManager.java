package dev.joey.image;

import dev.joey.http.Filters;
import dev.joey.oci.Digest;
import dev.joey.oci.Platform;
import dev.joey.oci.Reference;
import dev.joey.registry.Credentials;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The door of images. */
@ApplicationScoped
public class ImageManager implements Images {
    private final ImageCatalog catalog;
    private final ImageCache cache;
    private final EnsureUnpacked ensureUnpacked;
    private final LoadImage loadImage;
    private final RemoveImage removeImage;
    private final TagImage tagImage;
    private final ListImages listImages;
    private final ReconcileImages reconcileImages;
    private final MakeImage makeImage;
    private final ImportImage importImage;
    private final SaveImages saveImages;
    private final PruneImages pruneImages;
    private final PullBook pullBook;
    private final PullImage pullImage;
    private final PushImage pushImage;

    ImageManager(
            ImageCatalog catalog,
            ImageCache cache,
            EnsureUnpacked ensureUnpacked,
            LoadImage loadImage,
            RemoveImage removeImage,
            TagImage tagImage,
            ListImages listImages,
            ReconcileImages reconcileImages,
            MakeImage makeImage,
            ImportImage importImage,
            SaveImages saveImages,
            PruneImages pruneImages,
            PullBook pullBook,
            PullImage pullImage,
            PushImage pushImage) {
        this.catalog = catalog;
        this.cache = cache;
        this.ensureUnpacked = ensureUnpacked;
        this.loadImage = loadImage;
        this.removeImage = removeImage;
        this.tagImage = tagImage;
        this.listImages = listImages;
        this.reconcileImages = reconcileImages;
        this.makeImage = makeImage;
        this.importImage = importImage;
        this.saveImages = saveImages;
        this.pruneImages = pruneImages;
        this.pullBook = pullBook;
        this.pullImage = pullImage;
        this.pushImage = pushImage;
    }

    @Override
    public Image get(String reference) {
        return cache.find(reference, this::inRows).orElseGet(() -> catalog.get(reference).image());
    }

    @Override
    public Optional<Image> find(String reference) {
        return cache.find(reference, this::inRows);
    }

    private Optional<Image> inRows(String reference) {
        return catalog.find(reference).map(StoredImage::image);
    }

    @Override
    public String unpack(Image image, String snapshotter) {
        return ensureUnpacked.unpack(image, snapshotter);
    }

    @Override
    public void use(Image image, String containerId) {
        catalog.use(image, containerId);
    }

    @Override
    public void release(String containerId) {
        catalog.release(containerId);
    }

    @Override
    public void reconcile() {
        reconcileImages.reconcile();
        pullBook.reconcile();
    }

    @Override
    public Image make(NewImage image, LayerSource layer) {
        try {
            return makeImage.make(image, layer);
        } finally {
            cache.clear();
        }
    }

    Image importFiles(ImportImage.Request asked, InputStream files) {
        try {
            return importImage.run(asked, files);
        } finally {
            cache.clear();
        }
    }

    void save(List<String> names, Optional<Platform> platform, Supplier<OutputStream> to) {
        saveImages.save(names, platform, to);
    }

    PruneImages.Report prune(Filters filters) {
        try {
            return pruneImages.prune(filters);
        } finally {
            cache.clear();
        }
    }

    /** What lists tell of each image's manifest. */
    Map<Digest, ManifestFacts> manifests() {
        return catalog.manifests();
    }

    StoredImage inspect(String reference) {
        return catalog.get(reference);
    }

    void load(InputStream archive, Optional<Platform> platform, LoadProgress progress) {
        try {
            loadImage.load(archive, platform, progress);
        } finally {
            cache.clear();
        }
    }

    void pull(
            Reference name,
            Optional<Platform> platform,
            Credentials credentials,
            TransferMessages messages) {
        try {
            pullImage.pull(name, platform, credentials, messages);
        } finally {
            cache.clear();
        }
    }

    void push(
            Reference name,
            Optional<Platform> platform,
            Credentials credentials,
            TransferMessages messages) {
        try {
            pushImage.push(name, platform, credentials, messages);
        } finally {
            cache.clear();
        }
    }

    List<Removal> remove(String reference, boolean force) {
        try {
            return removeImage.remove(reference, force);
        } finally {
            cache.clear();
        }
    }

    void tag(String image, String repo, String tag) {
        try {
            tagImage.tag(image, repo, tag);
        } finally {
            cache.clear();
        }
    }

    List<ImageSummary> list(Filters filters, boolean withShared) {
        return listImages.list(filters, withShared);
    }
}
