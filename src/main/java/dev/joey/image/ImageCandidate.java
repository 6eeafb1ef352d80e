package dev.joey.image;

import dev.joey.error.EngineException;
import dev.joey.oci.ChainId;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.ImageConfig;
import dev.joey.oci.MediaTypes;
import dev.joey.oci.Reference;
import java.util.List;

/**
 * An image whose blobs lie in the content store under a lease, and that is not registered yet.
 *
 * @param configJson the config blob as text
 * @param layers from the base upwards; as many as the config has diff ids
 * @param names with tags
 */
record ImageCandidate(
        Descriptor manifest,
        Descriptor configBlob,
        String configJson,
        ImageConfig config,
        List<Descriptor> layers,
        List<Reference> names) {
    /**
     * Checks what the parts say of each other.
     *
     * @throws EngineException.InvalidParameter if layers and config disagree or the image can never
     *     run on this kind of system
     */
    ImageCandidate {
        layers = List.copyOf(layers);
        names = List.copyOf(names);
        if (layers.size() != config.diffIds().size()) {
            throw new EngineException.InvalidParameter(
                    "invalid manifest, layers length mismatch: expected "
                            + config.diffIds().size()
                            + ", got "
                            + layers.size());
        }
        if (!config.os().isEmpty() && !config.os().equals("linux")) {
            throw new EngineException.InvalidParameter(
                    "cannot load " + config.os() + " image on linux");
        }
        MediaTypes.checkConfig(configBlob.mediaType());
        layers.forEach(layer -> MediaTypes.checkLayer(layer.mediaType()));
    }

    ImageCandidate named(List<Reference> newNames) {
        return new ImageCandidate(manifest, configBlob, configJson, config, layers, newNames);
    }

    Digest id() {
        return configBlob.digest();
    }

    /** Keys of the image's committed snapshots, from the base upwards. */
    List<String> chain() {
        return ChainId.chain(config.diffIds());
    }
}
