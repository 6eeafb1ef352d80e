package dev.joey.image;

import dev.joey.event.EventJournal;
import dev.joey.oci.Reference;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** What the events API tells of images, in the caller's transaction. */
@ApplicationScoped
class ImageEvents {
    private static final String TYPE = "image";

    private final EventJournal journal;

    ImageEvents(EventJournal journal) {
        this.journal = journal;
    }

    /**
     * Something happened to an image.
     *
     * @param action in Docker's words: {@code load}, {@code tag}, {@code untag}
     * @param name Docker's attribute of that name: a reference, or the id
     */
    void tell(String action, Image image, String name) {
        Map<String, String> attributes = new HashMap<>(image.config().labels());
        attributes.put("name", name);
        journal.append(TYPE, action, image.id().value(), attributes);
    }

    /** An image came from a registry; Docker tells of the name, not of the id. */
    void pulled(Image image, Reference name) {
        named("pull", image, name);
    }

    /** An image went to a registry; Docker tells of the name, not of the id. */
    void pushed(Image image, Reference name) {
        named("push", image, name);
    }

    private void named(String action, Image image, Reference name) {
        Map<String, String> attributes = new HashMap<>(image.config().labels());
        attributes.put("name", name.familiarName());
        journal.append(TYPE, action, name.familiar(), attributes);
    }

    /** An image is no more; as with Docker its labels went with it. */
    void deleted(Image image) {
        String id = image.id().value();
        journal.append(TYPE, "delete", id, Map.of("name", id));
    }
}
