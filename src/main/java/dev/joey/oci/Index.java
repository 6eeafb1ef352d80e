package dev.joey.oci;

import com.fasterxml.jackson.databind.JsonNode;
import dev.joey.error.EngineException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list of manifests, one per platform or per name. Source: OCI image-spec, "Image Index";
 * Docker's manifest list.
 */
public record Index(List<Entry> manifests) {
    public Index {
        manifests = List.copyOf(manifests);
    }

    /**
     * One listed manifest or index.
     *
     * @param platform what it runs on, if said
     * @param annotations never null
     */
    public record Entry(
            Descriptor descriptor, Optional<Platform> platform, Map<String, String> annotations) {
        public Entry {
            annotations = Map.copyOf(annotations);
        }

        /** Whether it is about an image (provenance, SBOM) and is none itself. */
        public boolean isAttestation() {
            return annotations.containsKey("vnd.docker.reference.type")
                    || platform.filter(p -> p.os().equals("unknown")).isPresent();
        }
    }

    /**
     * Parses an index.
     *
     * @param expected the media type under which it was given, or empty if none was
     * @throws EngineException.InvalidParameter if it is none, is of another type than expected, or
     *     is a manifest at the same time (CVE-2021-41190)
     */
    public static Index parse(byte[] json, String expected) {
        JsonNode document = OciJson.object(json, "index");
        String mediaType = Kind.of(document, expected).asIndex();
        if (!mediaType.isEmpty() && !MediaTypes.isIndex(mediaType)) {
            throw new EngineException.InvalidParameter(
                    "unsupported index media type '" + mediaType + "'");
        }
        return new Index(
                OciJson.elements(document, "manifests").stream().map(Index::entry).toList());
    }

    private static Entry entry(JsonNode node) {
        JsonNode platform = node.path("platform");
        return new Entry(
                OciJson.descriptor(node),
                platform.isObject() ? Optional.of(Platform.of(platform)) : Optional.empty(),
                OciJson.textMembers(node, "annotations"));
    }
}
