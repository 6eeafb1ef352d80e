package dev.joey.oci;

import com.fasterxml.jackson.databind.JsonNode;
import dev.joey.error.EngineException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads an image's config. */
final class ImageConfigJson {
    private ImageConfigJson() {}

    static ImageConfig read(byte[] json) {
        JsonNode document = OciJson.object(json, "image config");
        if (document.has("manifests") || document.has("layers")) {
            throw new EngineException.InvalidParameter(
                    "invalid image config: it is a manifest at the same time");
        }
        JsonNode config = document.path("config");
        if (!config.isObject() && !config.isMissingNode() && !config.isNull()) {
            throw new EngineException.InvalidParameter(
                    "invalid image config: 'config' is no object");
        }
        JsonNode healthcheck = config.path("Healthcheck");
        return new ImageConfig(
                OciJson.text(document, "architecture", ""),
                OciJson.text(document, "os", ""),
                OciJson.text(document, "variant", ""),
                OciJson.time(document, "created"),
                OciJson.text(document, "author", ""),
                OciJson.texts(config, "Entrypoint"),
                OciJson.texts(config, "Cmd"),
                // An entry without a value must never be filled from the daemon's environment.
                OciJson.texts(config, "Env").stream().filter(e -> e.indexOf('=') > 0).toList(),
                OciJson.text(config, "User", ""),
                OciJson.text(config, "WorkingDir", ""),
                Collections.unmodifiableMap(OciJson.textMembers(config, "Labels")),
                names(config, "ExposedPorts"),
                names(config, "Volumes"),
                OciJson.text(config, "StopSignal"),
                OciJson.texts(config, "Shell"),
                OciJson.texts(config, "OnBuild"),
                OciJson.flag(config, "ArgsEscaped"),
                healthcheck.isObject() ? healthcheck.toString() : null,
                diffIds(document),
                history(document));
    }

    private static Set<String> names(JsonNode config, String field) {
        return Collections.unmodifiableSet(
                new LinkedHashSet<>(OciJson.members(config, field).keySet()));
    }

    private static List<String> diffIds(JsonNode document) {
        JsonNode rootfs = document.path("rootfs");
        if (!rootfs.isObject()) {
            throw new EngineException.InvalidParameter("invalid image config: it has no rootfs");
        }
        String type = OciJson.text(rootfs, "type", "");
        if (!type.equals("layers")) {
            throw new EngineException.InvalidParameter(
                    "invalid image config: rootfs is of type '" + type + "', not 'layers'");
        }
        return OciJson.texts(rootfs, "diff_ids").stream()
                .map(text -> new Digest(text).value())
                .toList();
    }

    private static List<ImageConfig.History> history(JsonNode document) {
        List<ImageConfig.History> steps = new ArrayList<>();
        for (JsonNode step : OciJson.elements(document, "history")) {
            steps.add(
                    new ImageConfig.History(
                            OciJson.time(step, "created"),
                            OciJson.text(step, "created_by", ""),
                            OciJson.text(step, "author", ""),
                            OciJson.text(step, "comment", ""),
                            OciJson.flag(step, "empty_layer")));
        }
        return List.copyOf(steps);
    }
}
