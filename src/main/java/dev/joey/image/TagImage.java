package dev.joey.image;

import dev.joey.error.EngineException;
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
        Reference name = name(repo, tag);
        StoredImage stored = catalog.get(image);
        repository.name(name, stored.id(), Instant.now());
        events.tell("tag", stored.image(), name.familiar());
    }

    private static Reference name(String repo, String tag) {
        if (repo.isEmpty()) {
            throw new EngineException.InvalidParameter("invalid reference format");
        }
        Reference name = Reference.parse(repo);
        if (name.digest().isPresent()) {
            throw new EngineException.InvalidParameter("cannot import digest reference");
        }
        if (name.familiarName().equals("sha256")) {
            throw new EngineException.InvalidParameter(
                    "refusing to create an ambiguous tag using digest algorithm as name");
        }
        return tag.isEmpty() ? name.withDefaultTag() : name.withTag(tag);
    }
}
