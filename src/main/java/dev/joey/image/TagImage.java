package dev.joey.image;

import dev.joey.oci.Reference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** Gives an image one more name. */
@ApplicationScoped
class TagImage {
    private final ImageCatalog catalog;
    private final ImageRepository repository;
    private final ImageEvents events;

    TagImage(ImageCatalog catalog, ImageRepository repository, ImageEvents events) {
        this.catalog = catalog;
        this.repository = repository;
        this.events = events;
    }

    /**
     * Tags; the name is taken from another image if one has it.
     *
     * @param image as users name it
     * @param repo the new name, perhaps with a tag
     * @param tag of the new name, or empty
     * @throws EngineException.NotFound if there is no such image
     * @throws EngineException.InvalidParameter if the name is none, or has a digest
     */
    @Transactional
    void tag(String image, String repo, String tag) {
        Reference name = NewName.of(repo, tag);
        StoredImage stored = catalog.get(image);
        repository.name(name, stored.id(), Instant.now());
        events.tell("tag", stored.image(), name.familiar());
    }
}
