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
        for (int i = 0; i < layers.size(); i++) {
            MediaTypes.checkLayer(layers.get(i).mediaType());
            checkPlain(i, layers.get(i), config.diffIds().get(i));
        }
    }

    /** A layer that is not compressed is its own diff; others are known only when unpacked. */
    private static void checkPlain(int position, Descriptor layer, String diffId) {
        boolean plain =
                layer.mediaType().equals(MediaTypes.OCI_LAYER)
                        || layer.mediaType().equals(MediaTypes.DOCKER_LAYER);
        if (plain && !layer.digest().value().equals(diffId)) {
            throw wrongDiff(position, diffId, layer.digest().value());
        }
    }

    /** Docker's words for a layer that is not what its config says. */
    static EngineException wrongDiff(int position, String expected, String actual) {
        return new EngineException.InvalidParameter(
                "invalid diffID for layer %d: expected \"%s\", got \"%s\""
                        .formatted(position, expected, actual));
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
