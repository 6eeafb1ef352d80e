package dev.joey.oci;

import com.fasterxml.jackson.databind.JsonNode;
import dev.joey.error.EngineException;
import java.util.List;

/**
 * What one image is made of. Source: OCI image-spec, "Image Manifest"; Docker's "Image Manifest
 * Version 2, Schema 2".
 *
 * @param mediaType of the manifest itself
 * @param config of the image
 * @param layers from the base upwards
 */
public record Manifest(String mediaType, Descriptor config, List<Descriptor> layers) {
    public Manifest {
        layers = List.copyOf(layers);
    }

    /**
     * Parses a manifest.
     *
     * @param expected the media type under which it was given, or empty if none was
     * @throws EngineException.InvalidParameter if it is none, is of another type than expected, or
     *     is an index at the same time (CVE-2021-41190)
     */
    public static Manifest parse(byte[] json, String expected) {
        JsonNode document = OciJson.object(json, "manifest");
        String mediaType = Kind.of(document, expected).asManifest();
        MediaTypes.refuseFirstSchema(mediaType);
        if (!mediaType.isEmpty() && !MediaTypes.isManifest(mediaType)) {
            throw new EngineException.InvalidParameter(
                    "unsupported manifest media type '" + mediaType + "'");
        }
        if (!document.path("config").isObject()) {
            throw new EngineException.InvalidParameter("invalid manifest: it has no config");
        }
        return new Manifest(
                mediaType.isEmpty() ? MediaTypes.OCI_MANIFEST : mediaType,
                OciJson.descriptor(document.path("config")),
                OciJson.elements(document, "layers").stream().map(OciJson::descriptor).toList());
    }
}
