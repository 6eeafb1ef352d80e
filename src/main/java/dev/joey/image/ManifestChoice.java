package dev.joey.image;

import dev.joey.error.EngineException;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Index;
import dev.joey.oci.Manifest;
import dev.joey.oci.MediaTypes;
import dev.joey.oci.Platform;
import dev.joey.registry.ManifestBlob;
import dev.joey.registry.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the manifest of one platform behind a name, through indexes if need be. */
final class ManifestChoice {
    private static final int MAX_NESTING = 4;
    private static final int MAX_MANIFESTS = 1_000;

    private final Repository repository;
    private final Optional<Platform> platform;
    private int listed;

    /**
     * Prepares.
     *
     * @param platform which one is wanted; none means the host's
     */
    ManifestChoice(Repository repository, Optional<Platform> platform) {
        this.repository = repository;
        this.platform = platform;
    }

    /**
     * What a name means here.
     *
     * @param top of the document that the name leads to; names with digest have this one
     * @param manifest of the chosen image, with the media type it says it has
     * @param bytes of the manifest; not to be changed
     */
    record Chosen(Descriptor top, Descriptor manifest, Manifest parsed, byte[] bytes) {}

    /**
     * Chooses.
     *
     * @param which a tag or a digest
     * @throws EngineException.NotFound if there is no such manifest, or none for the platform
     * @throws EngineException.InvalidParameter if a document is not what it should be
     */
    Chosen of(String which) {
        ManifestBlob first = repository.manifest(which);
        return choose(first, first, 0);
    }

    private Chosen choose(ManifestBlob first, ManifestBlob blob, int depth) {
        if (!MediaTypes.isIndex(blob.mediaType())) {
            Manifest manifest = Manifest.parse(blob.bytes(), blob.mediaType());
            Descriptor descriptor =
                    new Descriptor(
                            manifest.mediaType(),
                            blob.descriptor().digest(),
                            blob.descriptor().sizeBytes());
            return new Chosen(first.descriptor(), descriptor, manifest, blob.bytes());
        }
        if (depth == MAX_NESTING) {
            throw new EngineException.InvalidParameter("the image's indexes are nested too deep");
        }
        Index.Entry entry = entry(Index.parse(blob.bytes(), blob.mediaType()).manifests());
        ManifestBlob next = repository.manifest(entry.descriptor().digest().value());
        if (next.descriptor().sizeBytes() != entry.descriptor().sizeBytes()) {
            throw new EngineException.InvalidParameter(
                    "manifest %s has %d bytes, not %d as its index says"
                            .formatted(
                                    next.descriptor().digest(),
                                    next.descriptor().sizeBytes(),
                                    entry.descriptor().sizeBytes()));
        }
        if (!next.mediaType().equals(entry.descriptor().mediaType())) {
            throw new EngineException.InvalidParameter(
                    "manifest %s is of media type '%s', not '%s' as its index says"
                            .formatted(
                                    next.descriptor().digest(),
                                    next.mediaType(),
                                    entry.descriptor().mediaType()));
        }
        return choose(first, next, depth + 1);
    }

    private Index.Entry entry(List<Index.Entry> entries) {
        listed += entries.size();
        if (listed > MAX_MANIFESTS) {
            throw new EngineException.InvalidParameter(
                    "the image's indexes list more than " + MAX_MANIFESTS + " manifests");
        }
        Platform wanted = platform.orElseGet(Platform::host);
        List<Index.Entry> images = new ArrayList<>(entries);
        images.removeIf(Index.Entry::isAttestation);
        return images.stream()
                .filter(e -> e.platform().filter(wanted::accepts).isPresent())
                .findFirst()
                .or(() -> sister(images, wanted))
                .or(() -> images.stream().filter(e -> e.platform().isEmpty()).findFirst())
                .orElseThrow(
                        () ->
                                new EngineException.NotFound(
                                        "no matching manifest for "
                                                + wanted
                                                + " in the manifest list entries"));
    }

    /** What the machine runs too, unless one platform was asked for. */
    private Optional<Index.Entry> sister(List<Index.Entry> images, Platform wanted) {
        return platform.isPresent()
                ? Optional.empty()
                : images.stream()
                        .filter(e -> e.platform().filter(wanted::runs).isPresent())
                        .findFirst();
    }
}
