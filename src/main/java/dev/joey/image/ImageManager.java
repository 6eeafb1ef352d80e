package dev.joey.image;

import dev.joey.oci.Platform;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The door of images. */
@ApplicationScoped
public class ImageManager implements Images {
    private final ImageCatalog catalog;
    private final EnsureUnpacked ensureUnpacked;
    private final LoadImage loadImage;
    private final RemoveImage removeImage;
    private final TagImage tagImage;
    private final ListImages listImages;
    private final ReconcileImages reconcileImages;

    ImageManager(
            ImageCatalog catalog,
            EnsureUnpacked ensureUnpacked,
            LoadImage loadImage,
            RemoveImage removeImage,
            TagImage tagImage,
            ListImages listImages,
            ReconcileImages reconcileImages) {
        this.catalog = catalog;
        this.ensureUnpacked = ensureUnpacked;
        this.loadImage = loadImage;
        this.removeImage = removeImage;
        this.tagImage = tagImage;
        this.listImages = listImages;
        this.reconcileImages = reconcileImages;
    }

    @Override
    public Image get(String reference) {
        return catalog.get(reference).image();
    }

    @Override
    public Optional<Image> find(String reference) {
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
    }

    StoredImage inspect(String reference) {
        return catalog.get(reference);
    }

    void load(InputStream archive, Optional<Platform> platform, LoadProgress progress) {
        loadImage.load(archive, platform, progress);
    }

    List<Removal> remove(String reference, boolean force) {
        return removeImage.remove(reference, force);
    }

    void tag(String image, String repo, String tag) {
        tagImage.tag(image, repo, tag);
    }

    List<ImageSummary> list(FilterArguments filters, boolean withShared) {
        return listImages.list(filters, withShared);
    }
}
