package dev.joey.oci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.joey.error.EngineException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an image says about running it: the {@code config} of its configuration. Source: OCI
 * image-spec, "Image Configuration"; Docker's image spec v1.2 for OnBuild, Shell and Healthcheck.
 *
 * @param entrypoint null if it was never said, empty if it was taken away
 * @param cmd likewise
 * @param stopSignal empty if not said
 * @param healthcheck Docker's Healthcheck object as JSON text, or null
 */
public record RunConfig(
        String user,
        Set<String> exposedPorts,
        List<String> env,
        List<String> entrypoint,
        List<String> cmd,
        Set<String> volumes,
        String workingDir,
        Map<String, String> labels,
        String stopSignal,
        List<String> onBuild,
        List<String> shell,
        String healthcheck) {
    /** Nothing is said. */
    public static final RunConfig EMPTY =
            new RunConfig(
                    "", Set.of(), List.of(), null, null, Set.of(), "", Map.of(), "", List.of(),
                    List.of(), null);

    private static final JsonMapper JSON = new JsonMapper();

    /** Copies; what is absent is empty but for the two that may be null. */
    public RunConfig {
        user = user == null ? "" : user;
        exposedPorts = exposedPorts == null ? Set.of() : Set.copyOf(exposedPorts);
        env = env == null ? List.of() : List.copyOf(env);
        entrypoint = entrypoint == null ? null : List.copyOf(entrypoint);
        cmd = cmd == null ? null : List.copyOf(cmd);
        volumes = volumes == null ? Set.of() : Set.copyOf(volumes);
        workingDir = workingDir == null ? "" : workingDir;
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        stopSignal = stopSignal == null ? "" : stopSignal;
        onBuild = onBuild == null ? List.of() : List.copyOf(onBuild);
        shell = shell == null ? List.of() : List.copyOf(shell);
    }

    /** As it stands in an image's configuration; what is not said is left out. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        text(json, "User", user);
        keys(json, "ExposedPorts", exposedPorts);
        texts(json, "Env", env);
        texts(json, "Entrypoint", entrypoint);
        texts(json, "Cmd", cmd);
        keys(json, "Volumes", volumes);
        text(json, "WorkingDir", workingDir);
        if (!labels.isEmpty()) {
            ObjectNode members = json.putObject("Labels");
            new TreeMap<>(labels).forEach(members::put);
        }
        text(json, "StopSignal", stopSignal);
        texts(json, "OnBuild", onBuild);
        texts(json, "Shell", shell);
        if (healthcheck != null) {
            json.set("Healthcheck", tree(healthcheck));
        }
        return json;
    }

    private static void text(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }

    private static void texts(ObjectNode json, String name, List<String> values) {
        if (values != null && !values.isEmpty()) {
            ArrayNode array = json.putArray(name);
            values.forEach(array::add);
        }
    }

    private static void keys(ObjectNode json, String name, Set<String> values) {
        if (!values.isEmpty()) {
            ObjectNode object = json.putObject(name);
            new TreeSet<>(values).forEach(object::putObject);
        }
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal("a stored health check is malformed", e);
        }
    }
}
