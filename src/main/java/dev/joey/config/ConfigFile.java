package dev.joey.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The configuration file: JSON with dockerd's keys. */
final class ConfigFile {
    /** Where the file is unless one is named; it need not be there. */
    static final String DEFAULT = "/etc/joey/config.json";

    private final String name;

    private ConfigFile(String name) {
        this.name = name;
    }

    /**
     * Reads the file.
     *
     * @param required whether a missing file is an error
     * @throws BadConfiguration naming the file and what is wrong with it
     */
    static Settings read(String name, boolean required) throws BadConfiguration {
        Path path = Path.of(name);
        byte[] text;
        try {
            text = Files.readAllBytes(path);
        } catch (NoSuchFileException missing) {
            if (required) {
                throw new ConfigFile(name).bad("no such file");
            }
            return new Settings();
        } catch (IOException failure) {
            throw new ConfigFile(name).bad(failure.toString());
        }
        return new ConfigFile(name).parse(text);
    }

    private Settings parse(byte[] text) throws BadConfiguration {
        Settings settings = new Settings();
        for (Map.Entry<String, JsonNode> entry : tree(text).properties()) {
            String key = entry.getKey();
            if (key.equals("proxies")) {
                proxies(entry.getValue(), settings);
                continue;
            }
            if (LaterOptions.isKey(key)) {
                throw bad("this version of Joey does not support " + key + " yet");
            }
            Setting setting =
                    Setting.ofKey(key)
                            .orElseThrow(
                                    () ->
                                            bad(
                                                    "the following directives don't match any"
                                                            + " configuration option: "
                                                            + key));
            settings.put(setting, value(setting, entry.getValue()));
        }
        return settings;
    }

    /** dockerd's {@code proxies} holds the three options of their names. */
    private void proxies(JsonNode node, Settings settings) throws BadConfiguration {
        if (!node.isObject()) {
            throw malformed("proxies", node, "an object");
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            Setting setting =
                    Setting.ofKey(entry.getKey())
                            .filter(
                                    known ->
                                            known == Setting.HTTP_PROXY
                                                    || known == Setting.HTTPS_PROXY
                                                    || known == Setting.NO_PROXY)
                            .orElseThrow(
                                    () ->
                                            bad(
                                                    "the following directives don't match any"
                                                            + " configuration option: proxies."
                                                            + entry.getKey()));
            settings.put(setting, value(setting, entry.getValue()));
        }
    }

    private JsonNode tree(byte[] text) throws BadConfiguration {
        if (new String(text, java.nio.charset.StandardCharsets.UTF_8).isBlank()) {
            throw bad("it is empty; {} is the least");
        }
        try {
            JsonMapper mapper =
                    JsonMapper.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .build();
            JsonNode tree;
            try (JsonParser parser = mapper.createParser(text)) {
                tree = mapper.readTree(parser);
                if (parser.nextToken() != null) {
                    throw bad("there is something behind the JSON object");
                }
            }
            if (tree == null || !tree.isObject()) {
                throw bad("a JSON object is needed");
            }
            return tree;
        } catch (JacksonException failure) {
            long line = failure.getLocation() == null ? 0 : failure.getLocation().getLineNr();
            throw bad("line " + line + ": " + failure.getOriginalMessage());
        } catch (IOException failure) {
            throw bad(failure.toString());
        }
    }

    private Settings.Value value(Setting setting, JsonNode node) throws BadConfiguration {
        String key = setting.key();
        return switch (setting.kind()) {
            case TEXT, FLAG -> new Settings.One(scalar(setting, key, node));
            case LIST -> {
                if (!node.isArray()) {
                    throw malformed(key, node, "a list of strings");
                }
                List<String> texts = new ArrayList<>();
                for (JsonNode element : node) {
                    texts.add(
                            setting == Setting.DEFAULT_ADDRESS_POOLS && element.isObject()
                                    ? pool(key, element)
                                    : scalar(setting, key, element));
                }
                yield new Settings.Many(texts);
            }
            case PAIRS -> {
                if (!node.isObject()) {
                    throw malformed(key, node, "an object");
                }
                yield setting == Setting.RUNTIMES ? runtimes(node) : pairs(setting, node);
            }
        };
    }

    /** Pools are objects here and one text on the command line. */
    private String pool(String key, JsonNode node) throws BadConfiguration {
        String text = "base=" + node.path("base").asText() + ",size=" + node.path("size").asText();
        return Setting.DEFAULT_ADDRESS_POOLS.accept(key + " in " + name, text);
    }

    private String scalar(Setting setting, String key, JsonNode node) throws BadConfiguration {
        boolean fits =
                switch (setting.kind()) {
                    case FLAG -> node.isBoolean();
                    case TEXT, LIST, PAIRS ->
                            node.isTextual() || (isNumber(setting) && node.isIntegralNumber());
                };
        if (!fits) {
            throw malformed(
                    key, node, setting.kind() == Setting.Kind.FLAG ? "true or false" : "a string");
        }
        return setting.accept(key + " in " + name, node.asText());
    }

    private static boolean isNumber(Setting setting) {
        return switch (setting) {
            case MTU,
                    SHUTDOWN_TIMEOUT,
                    DEFAULT_SHM_SIZE,
                    MAX_CONCURRENT_DOWNLOADS,
                    MAX_CONCURRENT_UPLOADS,
                    MAX_DOWNLOAD_ATTEMPTS ->
                    true;
            default -> false;
        };
    }

    private Settings.Pairs pairs(Setting setting, JsonNode node) throws BadConfiguration {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String pairName = setting.accept(setting.key() + " in " + name, entry.getKey());
            if (!entry.getValue().isTextual()) {
                throw malformed(setting.key() + "." + pairName, entry.getValue(), "a string");
            }
            texts.put(pairName, entry.getValue().asText());
        }
        return new Settings.Pairs(texts, Map.of());
    }

    private Settings.Pairs runtimes(JsonNode node) throws BadConfiguration {
        Map<String, String> paths = new LinkedHashMap<>();
        Map<String, List<String>> arguments = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String runtime = Setting.RUNTIMES.accept("runtimes in " + name, entry.getKey());
            String where = "runtimes." + runtime;
            if (!entry.getValue().isObject()) {
                throw malformed(where, entry.getValue(), "an object with path");
            }
            for (Map.Entry<String, JsonNode> field : entry.getValue().properties()) {
                JsonNode given = field.getValue();
                switch (field.getKey()) {
                    case "path" -> {
                        if (!given.isTextual()) {
                            throw malformed(where + ".path", given, "a string");
                        }
                        paths.put(runtime, given.asText());
                    }
                    case "runtimeArgs" -> arguments.put(runtime, strings(where, given));
                    case "runtimeType", "options" ->
                            throw bad(
                                    "this version of Joey does not support "
                                            + where
                                            + "."
                                            + field.getKey()
                                            + " yet");
                    default ->
                            throw bad(
                                    "the following directives don't match any configuration option: "
                                            + where
                                            + "."
                                            + field.getKey());
                }
            }
            if (!paths.containsKey(runtime)) {
                throw bad(where + ": a path is needed");
            }
        }
        return new Settings.Pairs(paths, arguments);
    }

    private List<String> strings(String where, JsonNode node) throws BadConfiguration {
        List<String> texts = new ArrayList<>();
        if (!node.isArray()) {
            throw malformed(where + ".runtimeArgs", node, "a list of strings");
        }
        for (JsonNode element : node) {
            if (!element.isTextual()) {
                throw malformed(where + ".runtimeArgs", element, "a string");
            }
            texts.add(element.asText());
        }
        return texts;
    }

    private BadConfiguration malformed(String key, JsonNode node, String needed) {
        return bad("invalid value for " + key + ": " + node + ": " + needed + " is needed");
    }

    private BadConfiguration bad(String problem) {
        return new BadConfiguration(
                "unable to configure the Joey daemon with file " + name + ": " + problem);
    }
}
