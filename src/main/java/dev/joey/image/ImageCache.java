package dev.joey.image;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

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
    private volatile Map<String, Image> known = new ConcurrentHashMap<>();

    Optional<Image> find(String reference, Function<String, Optional<Image>> rows) {
        Map<String, Image> now = known;
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
        known = new ConcurrentHashMap<>();
    }
}
