package dev.joey.oci;

import com.fasterxml.jackson.databind.JsonNode;
import dev.joey.error.EngineException;

/**
 * What a document is by its content and by its media type, which must agree: one that can be read
 * in two ways has two meanings under one digest (CVE-2021-41190).
 *
 * @param index whether it lists manifests
 * @param manifest whether it lists layers or names a config
 * @param mediaType its own, or the one it was given under, or empty
 */
record Kind(boolean index, boolean manifest, String mediaType) {
    static Kind of(JsonNode document, String expected) {
        if (document.has("fsLayers") || document.path("schemaVersion").asInt(2) == 1) {
            throw new EngineException.InvalidParameter(
                    "Docker image manifest schema 1 is not supported");
        }
        String own = OciJson.text(document, "mediaType", "");
        if (!own.isEmpty() && !expected.isEmpty() && !own.equals(expected)) {
            throw new EngineException.InvalidParameter(
                    "a manifest of media type '" + own + "' was given as '" + expected + "'");
        }
        return new Kind(
                document.has("manifests"),
                document.has("layers") || document.has("config"),
                own.isEmpty() ? expected : own);
    }

    /** The media type of what must be an index. */
    String asIndex() {
        refuseAmbiguous();
        if (!index) {
            throw new EngineException.InvalidParameter("invalid index: it lists no manifests");
        }
        return mediaType;
    }

    /** The media type of what must be a manifest. */
    String asManifest() {
        refuseAmbiguous();
        if (!manifest) {
            throw new EngineException.InvalidParameter("invalid manifest: it lists no layers");
        }
        return mediaType;
    }

    private void refuseAmbiguous() {
        if (index && manifest) {
            throw new EngineException.InvalidParameter(
                    "a manifest has both 'manifests' and 'layers' or 'config': it is ambiguous");
        }
    }
}
