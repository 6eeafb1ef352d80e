package dev.joey.image;

import dev.joey.containerd.Content;
import dev.joey.error.EngineException;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.Platform;
import dev.joey.oci.Reference;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Writes images as an archive that {@code docker load} reads and tools of OCI too: an OCI layout
 * with Docker's {@code manifest.json} beside it.
 */
@ApplicationScoped
class SaveImages {
    private static final Pattern ID = Pattern.compile("(?:sha256:)?[0-9a-f]{12,64}");

    private final ImageCatalog catalog;
    private final ImageRepository repository;
    private final Content content;
    private final ImageEvents events;

    SaveImages(
            ImageCatalog catalog, ImageRepository repository, Content content, ImageEvents events) {
        this.catalog = catalog;
        this.repository = repository;
        this.content = content;
        this.events = events;
    }

    /** An image in the archive, with the tags that were asked for. */
    record Saved(StoredImage image, Set<Reference> tags) {}

    /**
     * Saves.
     *
     * @param asked names, ids, or names without a tag, which mean all tags of the repository
     * @param to asked for when nothing can be refused any more
     * @throws EngineException.NotFound if an image or one of its blobs is missing
     */
    void save(List<String> asked, Optional<Platform> platform, Supplier<OutputStream> to) {
        Map<Digest, Saved> images = new LinkedHashMap<>();
        asked.forEach(name -> find(name, images));
        Map<Digest, Descriptor> blobs = new LinkedHashMap<>();
        for (Saved saved : images.values()) {
            check(saved.image, platform);
            blobs(saved.image).forEach(blob -> blobs.putIfAbsent(blob.digest(), blob));
        }
        List<Descriptor> present = blobs.values().stream().map(this::present).toList();
        try (SaveArchive archive = new SaveArchive(to.get())) {
            archive.blobs(present, content);
            archive.documents(List.copyOf(images.values()));
        } catch (IOException e) {
            throw new EngineException.Internal("cannot save: " + e.getMessage(), e);
        }
        images.values()
                .forEach(
                        saved ->
                                events.tell("save", saved.image.image(), saved.image.id().value()));
    }

    private void find(String name, Map<Digest, Saved> into) {
        Optional<Reference> reference =
                ID.matcher(name).matches() ? Optional.empty() : Optional.of(Reference.parse(name));
        boolean bare = reference.filter(r -> r.tag().isEmpty() && r.digest().isEmpty()).isPresent();
        List<Reference> tags = bare ? repository.tagsOf(reference.get().repository()) : List.of();
        if (tags.isEmpty()) {
            StoredImage image = catalog.get(name);
            Saved saved = saved(image, into);
            reference
                    .filter(r -> r.digest().isEmpty())
                    .map(Reference::withDefaultTag)
                    .filter(tag -> image.image().names().contains(tag.familiar()))
                    .ifPresent(saved.tags::add);
        }
        for (Reference tag : tags) {
            saved(catalog.get(tag.canonical()), into).tags.add(tag);
        }
    }

    private static Saved saved(StoredImage image, Map<Digest, Saved> into) {
        return into.computeIfAbsent(image.id(), _ -> new Saved(image, new LinkedHashSet<>()));
    }

    private static void check(StoredImage image, Optional<Platform> platform) {
        Platform actual = image.image().config().platform();
        platform.filter(wanted -> !wanted.accepts(actual))
                .ifPresent(
                        wanted -> {
                            throw new EngineException.NotFound(
                                    ("image with reference %s was found but does not match the"
                                                    + " specified platform: wanted %s, actual: %s")
                                            .formatted(image.id(), wanted, actual));
                        });
    }

    private static List<Descriptor> blobs(StoredImage image) {
        List<Descriptor> blobs = new ArrayList<>();
        blobs.add(image.manifest());
        blobs.add(new Descriptor("", image.id(), -1));
        blobs.addAll(image.blobs());
        return blobs;
    }

    /** With the size that the archive will have to say before the bytes. */
    private Descriptor present(Descriptor blob) {
        long sizeBytes =
                content.info(blob.digest())
                        .orElseThrow(
                                () ->
                                        new EngineException.NotFound(
                                                "blob " + blob.digest() + " is missing"))
                        .sizeBytes();
        return new Descriptor(blob.mediaType(), blob.digest(), sizeBytes);
    }
}
