package dev.joey.image;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What references meant when they were last looked up, so that a create and a list of containers
 * ask no rows for it. Emptied whenever an image or a name changes.
 */
@ApplicationScoped
class ImageCache {
    private static final int REFERENCES = 1024;

    /**
     * Replaced when emptied: a look-up that began before that puts what it found into the old one.
     */
    private volatile Kept kept = new Kept();

    /** What is known since the last change. */
    private static final class Kept {
        private final Map<String, Image> known = new ConcurrentHashMap<>();
        private volatile List<ImageSummary> plain;
        private volatile List<ImageSummary> withShared;
    }

    /** All images as lists show them; {@code rows} is asked if an image or a name has changed. */
    List<ImageSummary> list(boolean withShared, Supplier<List<ImageSummary>> rows) {
        Kept now = kept;
        List<ImageSummary> known = withShared ? now.withShared : now.plain;
        if (known != null) {
            return known;
        }
        List<ImageSummary> found = List.copyOf(rows.get());
        if (withShared) {
            now.withShared = found;
        } else {
            now.plain = found;
        }
        return found;
    }

    Optional<Image> find(String reference, Function<String, Optional<Image>> rows) {
        Map<String, Image> now = kept.known;
        Image hit = now.get(reference);
        if (hit != null) {
            return Optional.of(hit);
        }
        Optional<Image> found = rows.apply(reference);
        if (now.size() < REFERENCES) {
            found.ifPresent(image -> now.put(reference, image));
        }
        return found;
    }

    /** To be called when a change is committed. */
    void clear() {
        kept = new Kept();
    }
}
