package dev.joey.image;

import dev.joey.error.EngineException;
import dev.joey.image.StoredArchive.Blob;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.ImageConfig;
import dev.joey.oci.Index;
import dev.joey.oci.Manifest;
import dev.joey.oci.MediaTypes;
import dev.joey.oci.Platform;
import dev.joey.oci.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The images of an OCI layout. Source: OCI image-spec, "Image Layout Specification". */
final class OciLayout {
    private static final String CONTAINERD_NAME = "io.containerd.image.name";
    private static final String OCI_NAME = "org.opencontainers.image.ref.name";

    private final StoredArchive archive;
    private final Optional<Platform> platform;
    private int manifests;

    /**
     * Reads the layout.
     *
     * @param platform which image of a multi-platform one is wanted; none means the host's, or
     *     whichever there is
     */
    OciLayout(StoredArchive archive, Optional<Platform> platform) {
        this.archive = archive;
        this.platform = platform;
    }

    /**
     * One image for each manifest of {@code index.json}; several entries of one manifest are
     * several names.
     *
     * @throws EngineException.InvalidParameter if a document or blob is missing or malformed
     */
    List<ImageCandidate> images(byte[] indexJson) {
        Map<Digest, Descriptor> found = new LinkedHashMap<>();
        Map<Digest, Set<Reference>> names = new LinkedHashMap<>();
        for (Index.Entry entry : entries(indexJson, "")) {
            if (entry.isAttestation()) {
                continue;
            }
            Descriptor manifest = choose(entry);
            found.putIfAbsent(manifest.digest(), manifest);
            name(entry)
                    .ifPresent(
                            name ->
                                    names.computeIfAbsent(
                                                    manifest.digest(), _ -> new LinkedHashSet<>())
                                            .add(name));
        }
        if (found.isEmpty()) {
            throw new EngineException.InvalidParameter("the archive's index lists no image");
        }
        List<ImageCandidate> images = new ArrayList<>();
        found.forEach(
                (digest, manifest) ->
                        images.add(
                                image(
                                        manifest,
                                        List.copyOf(names.getOrDefault(digest, Set.of())))));
        return images;
    }

    private List<Index.Entry> entries(byte[] json, String mediaType) {
        List<Index.Entry> entries = Index.parse(json, mediaType).manifests();
        manifests += entries.size();
        if (manifests > archive.limits().manifests()) {
            throw new EngineException.InvalidParameter(
                    "the archive's indexes list more than "
                            + archive.limits().manifests()
                            + " manifests");
        }
        return entries;
    }

    /** The one manifest that is meant by an entry, which may be an index of many. */
    private Descriptor choose(Index.Entry entry) {
        List<Index.Entry> choice = new ArrayList<>();
        collect(entry, 1, choice);
        Platform wanted = platform.orElseGet(Platform::host);
        return choice.stream()
                .filter(e -> e.platform().filter(wanted::accepts).isPresent())
                .findFirst()
                .or(() -> choice.stream().filter(e -> e.platform().isEmpty()).findFirst())
                .or(() -> platform.isEmpty() ? choice.stream().findFirst() : Optional.empty())
                .map(Index.Entry::descriptor)
                .orElseThrow(
                        () ->
                                new EngineException.InvalidParameter(
                                        "the archive has no image for platform " + wanted));
    }

    /** Lists manifests whose blob is in the archive; {@code docker save} leaves others out. */
    private void collect(Index.Entry entry, int depth, List<Index.Entry> into) {
        if (depth > archive.limits().nesting()) {
            throw new EngineException.InvalidParameter("the archive's indexes are nested too deep");
        }
        String mediaType = entry.descriptor().mediaType();
        if (!MediaTypes.isIndex(mediaType)) {
            if (!entry.isAttestation() && archive.blob(entry.descriptor().digest()).isPresent()) {
                into.add(entry);
            }
        } else if (archive.blob(entry.descriptor().digest()).isPresent()) {
            byte[] json = archive.json(blob(entry.descriptor()));
            for (Index.Entry child : entries(json, mediaType)) {
                collect(child, depth + 1, into);
            }
        }
    }

    private ImageCandidate image(Descriptor descriptor, List<Reference> names) {
        Manifest manifest = Manifest.parse(archive.json(blob(descriptor)), descriptor.mediaType());
        byte[] configJson = archive.json(blob(manifest.config()));
        ImageConfig config = ImageConfig.parse(configJson);
        platform.filter(wanted -> !wanted.accepts(config.platform()))
                .ifPresent(wanted -> refuse(wanted, config));
        if (manifest.layers().size() > archive.limits().layers()) {
            throw new EngineException.InvalidParameter("max depth exceeded");
        }
        manifest.layers().forEach(this::blob);
        return new ImageCandidate(
                new Descriptor(manifest.mediaType(), descriptor.digest(), descriptor.sizeBytes()),
                manifest.config(),
                new String(configJson, StandardCharsets.UTF_8),
                config,
                manifest.layers(),
                names);
    }

    private static void refuse(Platform wanted, ImageConfig config) {
        throw new EngineException.InvalidParameter(
                "the image does not match the specified platform: wanted "
                        + wanted
                        + ", actual: "
                        + config.platform());
    }

    private Blob blob(Descriptor descriptor) {
        Blob blob =
                archive.blob(descriptor.digest())
                        .orElseThrow(
                                () ->
                                        new EngineException.InvalidParameter(
                                                "the archive lacks blob " + descriptor.digest()));
        if (blob.sizeBytes() != descriptor.sizeBytes()) {
            throw new EngineException.InvalidParameter(
                    "blob %s of the archive has %d bytes, not %d as its descriptor says"
                            .formatted(
                                    descriptor.digest(), blob.sizeBytes(), descriptor.sizeBytes()));
        }
        return blob;
    }

    /** The name an entry carries; a bare tag names no repository and is none. */
    private static Optional<Reference> name(Index.Entry entry) {
        String given = entry.annotations().get(CONTAINERD_NAME);
        if (given == null) {
            given = entry.annotations().getOrDefault(OCI_NAME, "");
            if (given.indexOf(':') < 0 && given.indexOf('/') < 0) {
                return Optional.empty();
            }
        }
        Reference name = Reference.parse(given);
        return name.digest().isPresent() ? Optional.empty() : Optional.of(name.withDefaultTag());
    }
}
