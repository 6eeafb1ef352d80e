package dev.joey.image;

import dev.joey.error.EngineException;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.ImageConfig;
import dev.joey.oci.Index;
import dev.joey.oci.Manifest;
import dev.joey.oci.MediaTypes;
import dev.joey.oci.Platform;
import dev.joey.oci.Reference;
import dev.joey.registry.Credentials;
import dev.joey.registry.ManifestBlob;
import dev.joey.registry.Registries;
import dev.joey.registry.Repository;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Says what a name means at its registry. */
@ApplicationScoped
class InspectDistribution {
    private static final int MAX_CONFIG_BYTES = 4 << 20;

    private final Registries registries;

    InspectDistribution(Registries registries) {
        this.registries = registries;
    }

    /** A manifest or an index, and what it runs on. */
    record Found(Descriptor descriptor, List<Platform> platforms) {
        Found {
            platforms = List.copyOf(platforms);
        }
    }

    /**
     * Asks the registry.
     *
     * @throws EngineException.NotFound if it has no such manifest, or does not show it to us
     */
    Found inspect(Reference name, Credentials credentials) {
        Repository repository = registries.repository(name, credentials);
        String which = name.digest().map(Digest::value).or(name::tag).orElseThrow();
        ManifestBlob blob = repository.manifest(which);
        if (MediaTypes.isIndex(blob.mediaType())) {
            List<Platform> platforms =
                    Index.parse(blob.bytes(), blob.mediaType()).manifests().stream()
                            .map(Index.Entry::platform)
                            .flatMap(Optional::stream)
                            .toList();
            return new Found(blob.descriptor(), platforms);
        }
        Manifest manifest = Manifest.parse(blob.bytes(), blob.mediaType());
        Descriptor descriptor =
                new Descriptor(
                        manifest.mediaType(),
                        blob.descriptor().digest(),
                        blob.descriptor().sizeBytes());
        return new Found(descriptor, platforms(repository, manifest));
    }

    /** Docker names the platform of a single image too, as far as its config is one. */
    private static List<Platform> platforms(Repository repository, Manifest manifest) {
        Descriptor config = manifest.config();
        if (config.sizeBytes() > MAX_CONFIG_BYTES) {
            return List.of();
        }
        try (InputStream bytes = repository.blob(config, 0)) {
            return List.of(ImageConfig.parse(bytes.readNBytes(MAX_CONFIG_BYTES)).platform());
        } catch (IOException e) {
            throw Repository.failure(e);
        } catch (EngineException.InvalidParameter notAnImage) {
            return List.of();
        }
    }
}
