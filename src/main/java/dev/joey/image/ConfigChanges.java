package dev.joey.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.joey.error.EngineException;
import dev.joey.oci.RunConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code changes} of commit and import: Dockerfile instructions that change an image's config
 * and nothing else. Source: API pages "Create a new image from a container" and "Create an image",
 * and the Dockerfile reference.
 */
public final class ConfigChanges {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final List<String> DEFAULT_SHELL = List.of("/bin/sh", "-c");

    private static final Set<String> NOT_HERE =
            Set.of("add", "arg", "copy", "from", "maintainer", "run", "shell");

    private String user;
    private final Set<String> ports;
    private final Map<String, String> env = new LinkedHashMap<>();
    private List<String> entrypoint;
    private List<String> cmd;
    private boolean cmdGiven;
    private final Set<String> volumes;
    private String workingDir;
    private final Map<String, String> labels;
    private String stopSignal;
    private final List<String> onBuild;
    private final List<String> shell;
    private String healthcheck;

    private ConfigChanges(RunConfig from) {
        user = from.user();
        ports = new LinkedHashSet<>(from.exposedPorts());
        from.env().forEach(this::putEnv);
        entrypoint = from.entrypoint();
        cmd = from.cmd();
        volumes = new LinkedHashSet<>(from.volumes());
        workingDir = from.workingDir();
        labels = new LinkedHashMap<>(from.labels());
        stopSignal = from.stopSignal();
        onBuild = new ArrayList<>(from.onBuild());
        shell = from.shell();
        healthcheck = from.healthcheck();
    }

    /**
     * The config after the changes.
     *
     * @throws EngineException.InvalidParameter naming the instruction that is unknown, malformed or
     *     of no use here
     */
    public static RunConfig apply(RunConfig from, List<String> changes) {
        ConfigChanges state = new ConfigChanges(from);
        changes.stream()
                .flatMap(text -> text.replaceAll("\\\\\\R", "").lines())
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(state::apply);
        return state.config();
    }

    private RunConfig config() {
        List<String> entries = new ArrayList<>();
        env.forEach((name, value) -> entries.add(name + "=" + value));
        return new RunConfig(
                user,
                ports,
                entries,
                entrypoint,
                cmd,
                volumes,
                workingDir,
                labels,
                stopSignal,
                onBuild,
                shell,
                healthcheck);
    }

    private void apply(String line) {
        String[] parts = line.split("\\s+", 2);
        String instruction = parts[0].toLowerCase(Locale.ROOT);
        String rest = parts.length == 2 ? parts[1].strip() : "";
        if (NOT_HERE.contains(instruction)) {
            throw new EngineException.InvalidParameter(
                    instruction + " is not a valid change command");
        }
        if (rest.isEmpty() && !instruction.equals("cmd") && !instruction.equals("entrypoint")) {
            throw new EngineException.InvalidParameter(
                    instruction.toUpperCase(Locale.ROOT) + " requires at least one argument");
        }
        switch (instruction) {
            case "cmd" -> {
                cmd = command(rest);
                cmdGiven = true;
            }
            case "entrypoint" -> {
                entrypoint = command(rest);
                if (!cmdGiven) {
                    cmd = null;
                }
            }
            case "env" -> pairs("ENV", rest).forEach(env::put);
            case "label" -> pairs("LABEL", rest).forEach(labels::put);
            case "expose" -> words(rest).forEach(word -> ports.addAll(ExposedPort.of(word)));
            case "volume" -> volumes.addAll(json(rest).orElseGet(() -> words(rest)));
            case "user" -> user = one(rest);
            case "workdir" -> workingDir = below(workingDir, one(rest));
            case "stopsignal" -> stopSignal = one(rest);
            case "onbuild" -> onBuild.add(rest);
            case "healthcheck" -> healthcheck = HealthChange.of(rest, this::command);
            default ->
                    throw new EngineException.InvalidParameter(
                            "dockerfile parse error: unknown instruction: " + parts[0]);
        }
    }

    private void putEnv(String entry) {
        int cut = entry.indexOf('=');
        if (cut > 0) {
            env.put(entry.substring(0, cut), entry.substring(cut + 1));
        }
    }

    /** A JSON array is the command itself, all else is for the shell. */
    private List<String> command(String text) {
        return json(text)
                .orElseGet(
                        () -> {
                            List<String> words =
                                    new ArrayList<>(shell.isEmpty() ? DEFAULT_SHELL : shell);
                            words.add(text);
                            return text.isEmpty() ? List.of() : words;
                        });
    }

    private static Optional<List<String>> json(String text) {
        if (!text.startsWith("[")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(text, TEXTS));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /** {@code a=1 b=2}, or the old {@code a 1}. */
    private Map<String, String> pairs(String instruction, String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        String first = text.split("\\s+", 2)[0];
        if (first.indexOf('=') < 0) {
            String[] old = text.split("\\s+", 2);
            if (old.length < 2) {
                throw new EngineException.InvalidParameter(
                        instruction + " must have two arguments");
            }
            pairs.put(one(old[0]), one(old[1]));
            return pairs;
        }
        for (String word : words(text)) {
            int cut = word.indexOf('=');
            if (cut < 0) {
                throw new EngineException.InvalidParameter(
                        "Syntax error - can't find = in \""
                                + word
                                + "\". Must be of the form: name=value");
            }
            if (cut == 0) {
                throw new EngineException.InvalidParameter(instruction + " names can not be blank");
            }
            pairs.put(word.substring(0, cut), word.substring(cut + 1));
        }
        return pairs;
    }

    private List<String> words(String text) {
        return ChangeWords.split(text, env);
    }

    private String one(String text) {
        return ChangeWords.one(text, env);
    }

    private static String below(String folder, String path) {
        String from = folder.isEmpty() ? "/" : folder;
        return Path.of(from).resolve(path).normalize().toString();
    }
}
