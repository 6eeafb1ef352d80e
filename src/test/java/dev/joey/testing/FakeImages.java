package dev.joey.testing;

import dev.joey.error.EngineException;
import dev.joey.image.Image;
import dev.joey.image.Images;
import dev.joey.image.LayerSource;
import dev.joey.image.NewImage;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Images in memory, which need no unpacking. */
public final class FakeImages implements Images {
    private final Map<String, Image> images = new ConcurrentHashMap<>();
    private final Map<String, Image> uses = new ConcurrentHashMap<>();
    private volatile RuntimeException failure;

    /** Knows an image by its names and its id. */
    public void add(Image image) {
        image.names().forEach(name -> images.put(name, image));
        images.put(image.id().value(), image);
    }

    /** Lets the next unpacking fail. */
    public void failNextUnpacking(RuntimeException next) {
        failure = next;
    }

    /** Which container uses which image. */
    public Map<String, Image> uses() {
        return new TreeMap<>(uses);
    }

    @Override
    public Image get(String reference) {
        return find(reference)
                .orElseThrow(() -> new EngineException.NotFound("No such image: " + reference));
    }

    @Override
    public Optional<Image> find(String reference) {
        return Optional.ofNullable(images.get(reference));
    }

    @Override
    public String unpack(Image image, String snapshotter) {
        RuntimeException thrown = failure;
        failure = null;
        if (thrown != null) {
            throw thrown;
        }
        return "";
    }

    @Override
    public Image make(NewImage image, LayerSource layer) {
        throw new AssertionError("no image is made here");
    }

    @Override
    public void use(Image image, String containerId) {
        uses.put(containerId, image);
    }

    @Override
    public void release(String containerId) {
        uses.remove(containerId);
    }

    @Override
    public void reconcile() {}
}
