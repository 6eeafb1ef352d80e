package dev.joey.oci;

import com.fasterxml.jackson.databind.JsonNode;
import dev.joey.error.EngineException;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code manifest.json} of what {@code docker save} writes. Source: Docker image specification
 * v1.2, "Combined Image JSON + Filesystem Changeset Format".
 */
public record DockerArchive(List<Item> items) {
    /** The member that holds this document. */
    public static final String MEMBER = "manifest.json";

    public DockerArchive {
        items = List.copyOf(items);
    }

    /**
     * One image.
     *
     * @param config path of the config within the archive
     * @param repoTags names, as {@code busybox:latest}; not yet checked
     * @param layers paths within the archive, from the base upwards
     */
    public record Item(String config, List<String> repoTags, List<String> layers) {}

    /**
     * Parses the document.
     *
     * @throws EngineException.InvalidParameter if it is malformed or lists no image
     */
    public static DockerArchive parse(byte[] json) {
        JsonNode document = OciJson.parse(json, MEMBER);
        if (!document.isArray() || document.isEmpty()) {
            throw new EngineException.InvalidParameter(
                    "invalid " + MEMBER + ": not a list of images");
        }
        List<Item> items = new ArrayList<>();
        for (JsonNode node : document) {
            String config = OciJson.text(node, "Config");
            if (config == null || config.isEmpty()) {
                throw new EngineException.InvalidParameter(
                        "invalid " + MEMBER + ": an image has no Config");
            }
            items.add(
                    new Item(
                            config,
                            OciJson.texts(node, "RepoTags"),
                            OciJson.texts(node, "Layers")));
        }
        return new DockerArchive(items);
    }
}
