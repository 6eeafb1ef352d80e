package dev.joey.volume;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.joey.error.EngineException;
import dev.joey.http.SocketClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/** Volumes that another program keeps. Source: Docker, "Docker volume plugins", protocol v1. */
final class PluginDriver implements VolumeDriver {
    private static final Logger LOG = Logger.getLogger(PluginDriver.class);

    private static final String TYPE = "application/vnd.docker.plugins.v1.2+json";
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    /** What a network file system may need. */
    private static final Duration LONG = Duration.ofMinutes(2);

    /** For what only shows things. */
    private static final Duration SHORT = Duration.ofSeconds(5);

    private final String name;
    private final String address;
    private final SocketClient client;
    private final ObjectMapper json;
    private final Duration patience;
    private volatile String scope;

    PluginDriver(
            String name,
            String address,
            SocketClient client,
            ObjectMapper json,
            Duration patience) {
        this.name = name;
        this.address = address;
        this.client = client;
        this.json = json;
        this.patience = patience;
    }

    PluginDriver(String name, String address, SocketClient client, ObjectMapper json) {
        this(name, address, client, json, LONG);
    }

    /**
     * Greets the plugin.
     *
     * @throws EngineException.NotFound if it is no volume plugin
     */
    void activate() {
        for (JsonNode kind : call("Plugin.Activate", Map.of(), patience).path("Implements")) {
            if (kind.asText().equals("VolumeDriver")) {
                return;
            }
        }
        throw new EngineException.NotFound(
                "plugin \"" + name + "\" does not implement VolumeDriver");
    }

    @Override
    public void check(String volume, Map<String, String> options) {
        if (volume.isEmpty()) {
            throw new EngineException.InvalidParameter("a volume needs a name");
        }
    }

    @Override
    public void create(String volume, Map<String, String> options) {
        JsonNode _ = asked("Create", Map.of("Name", volume, "Opts", options), patience);
    }

    @Override
    public void uncreate(String volume) {
        JsonNode _ = asked("Remove", Map.of("Name", volume), patience);
    }

    @Override
    public Path path(Volume volume) {
        try {
            return Path.of(
                    asked("Path", Map.of("Name", volume.name()), SHORT)
                            .path("Mountpoint")
                            .asText());
        } catch (EngineException e) {
            LOG.debugf("plugin %s does not tell the path of %s: %s", name, volume.name(), e);
            return Path.of("");
        }
    }

    @Override
    public Path mount(Volume volume, String holder) {
        String point =
                asked("Mount", Map.of("Name", volume.name(), "ID", holder), patience)
                        .path("Mountpoint")
                        .asText();
        if (!point.startsWith("/")) {
            throw new EngineException.Internal(
                    "VolumeDriver.Mount: plugin "
                            + name
                            + " answered no absolute path: \""
                            + point
                            + "\"",
                    null);
        }
        return Path.of(point);
    }

    @Override
    public void unmount(Volume volume, String holder, boolean last) {
        JsonNode _ = asked("Unmount", Map.of("Name", volume.name(), "ID", holder), patience);
    }

    @Override
    public void remove(Volume volume) {
        JsonNode _ = asked("Remove", Map.of("Name", volume.name()), patience);
    }

    @Override
    public String scope() {
        if (scope == null) {
            try {
                String told =
                        asked("Capabilities", Map.of(), SHORT)
                                .path("Capabilities")
                                .path("Scope")
                                .asText();
                scope = told.equals("global") ? "global" : "local";
            } catch (EngineException _) {
                // Older plugins do not know the question.
                return "local";
            }
        }
        return scope;
    }

    @Override
    public Map<String, Object> status(Volume volume) {
        JsonNode status =
                asked("Get", Map.of("Name", volume.name()), SHORT).path("Volume").path("Status");
        return status.isObject() ? json.convertValue(status, FIELDS) : null;
    }

    private JsonNode asked(String method, Map<String, ?> body, Duration within) {
        String call = "VolumeDriver." + method;
        JsonNode answer = call(call, body, within);
        String error = answer.path("Err").asText("");
        if (!error.isEmpty()) {
            throw new EngineException.Internal(call + ": " + error, null);
        }
        return answer;
    }

    private JsonNode call(String method, Map<String, ?> body, Duration within) {
        try {
            SocketClient.Answer answer =
                    client.post(address, "/" + method, TYPE, json.writeValueAsString(body), within);
            JsonNode tree = json.readTree(answer.body());
            if (answer.status() != 200) {
                String error = tree.path("Err").asText(answer.body().strip());
                throw new EngineException.Internal(method + ": " + error, null);
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal(
                    method + ": plugin " + name + " answered nonsense", e);
        }
    }
}
