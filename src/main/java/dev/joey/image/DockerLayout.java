package dev.joey.image;

import dev.joey.containerd.Content;
import dev.joey.error.EngineException;
import dev.joey.image.StoredArchive.Blob;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.DockerArchive;
import dev.joey.oci.ImageConfig;
import dev.joey.oci.MediaTypes;
import dev.joey.oci.Platform;
import dev.joey.oci.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The images of a {@code docker save} archive. They come without a manifest, so one is made and
 * stored. Source: Docker image specification v1.2.
 */
final class DockerLayout {
    private final StoredArchive archive;
    private final Optional<Platform> platform;
    private final Content content;
    private final String lease;

    DockerLayout(
            StoredArchive archive, Optional<Platform> platform, Content content, String lease) {
        this.archive = archive;
        this.platform = platform;
        this.content = content;
        this.lease = lease;
    }

    /**
     * One image for each item of {@code manifest.json}.
     *
     * @throws EngineException.InvalidParameter if a document or layer is missing or malformed
     */
    List<ImageCandidate> images(byte[] manifestJson) {
        List<ImageCandidate> images = new ArrayList<>();
        for (DockerArchive.Item item : DockerArchive.parse(manifestJson).items()) {
            images.add(image(item));
        }
        return images;
    }

    /** The names that {@code manifest.json} gives to an image found by its config. */
    List<Reference> namesOf(byte[] manifestJson, Digest config) {
        return DockerArchive.parse(manifestJson).items().stream()
                .filter(
                        item ->
                                archive.file(item.config())
                                        .filter(blob -> blob.digest().equals(config))
                                        .isPresent())
                .flatMap(item -> names(item).stream())
                .toList();
    }

    private ImageCandidate image(DockerArchive.Item item) {
        Blob configBlob = file(item.config());
        byte[] configJson = archive.json(configBlob);
        ImageConfig config = ImageConfig.parse(configJson);
        platform.filter(wanted -> !wanted.accepts(config.platform()))
                .ifPresent(
                        wanted -> {
                            throw new EngineException.InvalidParameter(
                                    "the image does not match the specified platform: wanted "
                                            + wanted
                                            + ", actual: "
                                            + config.platform());
                        });
        if (item.layers().size() > archive.limits().layers()) {
            throw new EngineException.InvalidParameter("max depth exceeded");
        }
        List<Descriptor> layers =
                item.layers().stream().map(this::file).map(DockerLayout::layer).toList();
        Descriptor configDescriptor =
                new Descriptor(MediaTypes.OCI_CONFIG, configBlob.digest(), configBlob.sizeBytes());
        return new ImageCandidate(
                NewManifest.store(content, lease, configDescriptor, layers),
                configDescriptor,
                new String(configJson, StandardCharsets.UTF_8),
                config,
                layers,
                names(item));
    }

    private Blob file(String path) {
        return archive.file(path)
                .orElseThrow(
                        () ->
                                new EngineException.InvalidParameter(
                                        "the archive lacks '" + path + "'"));
    }

    private static Descriptor layer(Blob blob) {
        String mediaType =
                switch (blob.compression()) {
                    case NONE -> MediaTypes.OCI_LAYER;
                    case GZIP -> MediaTypes.OCI_LAYER_GZIP;
                    case ZSTD -> MediaTypes.OCI_LAYER_ZSTD;
                    case BZIP2, XZ ->
                            throw new EngineException.InvalidParameter(
                                    "a layer is compressed by bzip2 or xz, which is not supported:"
                                            + " use gzip or zstd");
                };
        return new Descriptor(mediaType, blob.digest(), blob.sizeBytes());
    }

    private static List<Reference> names(DockerArchive.Item item) {
        return item.repoTags().stream()
                .map(
                        text -> {
                            Reference name = Reference.parse(text);
                            if (name.tag().isEmpty() || name.digest().isPresent()) {
                                throw new EngineException.InvalidParameter(
                                        "invalid tag \"" + text + "\"");
                            }
                            return name;
                        })
                .toList();
    }
}
