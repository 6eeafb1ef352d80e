package dev.joey.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.joey.containerd.Content;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.MediaTypes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Manifests of images that come without one. Source: OCI image-spec, "Image Manifest". */
final class NewManifest {
    private static final String DOCKER = MediaTypes.DOCKER_LAYER;

    private NewManifest() {}

    /** Makes and stores the manifest of a config and its layers. */
    static Descriptor store(
            Content content, String lease, Descriptor config, List<Descriptor> layers) {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
        manifest.set("config", json(config));
        ArrayNode list = manifest.putArray("layers");
        layers.forEach(layer -> list.add(json(oci(layer))));
        byte[] bytes = manifest.toString().getBytes(StandardCharsets.UTF_8);
        Digest digest =
                content.write(
                        lease,
                        lease + "-manifest-" + config.digest().hex(),
                        null,
                        bytes.length,
                        new ByteArrayInputStream(bytes),
                        Map.of());
        return new Descriptor(MediaTypes.OCI_MANIFEST, digest, bytes.length);
    }

    /** A layer in OCI's words: registries may refuse a manifest of both families. */
    static Descriptor oci(Descriptor layer) {
        String type = layer.mediaType();
        String compression = type.substring(type.lastIndexOf('.') + 1);
        return type.startsWith(DOCKER)
                ? new Descriptor(
                        type.equals(DOCKER)
                                ? MediaTypes.OCI_LAYER
                                : MediaTypes.OCI_LAYER + "+" + compression,
                        layer.digest(),
                        layer.sizeBytes())
                : layer;
    }

    static ObjectNode json(Descriptor descriptor) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("mediaType", descriptor.mediaType())
                .put("digest", descriptor.digest().value())
                .put("size", descriptor.sizeBytes());
    }
}
