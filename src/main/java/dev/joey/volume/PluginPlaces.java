package dev.joey.volume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.joey.config.EngineConfig;
import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where volume plugins say that they are: sockets, {@code .spec} and {@code .json} files. Source:
 * Docker, "Plugin discovery".
 */
@ApplicationScoped
class PluginPlaces {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.:/-]*");
    private static final Pattern TCP = Pattern.compile("(tcp|http)://[^:/]+:[0-9]{1,5}/?");

    private final List<Path> sockets;
    private final List<Path> files;
    private final ObjectMapper json;

    PluginPlaces(EngineConfig config, ObjectMapper json) {
        Path own = config.execRoot().resolve("plugins");
        this.sockets = List.of(own, Path.of("/run/docker/plugins"));
        this.files =
                List.of(
                        own,
                        Path.of("/etc/joey/plugins"),
                        Path.of("/etc/docker/plugins"),
                        Path.of("/usr/lib/docker/plugins"));
        this.json = json;
    }

    /** The address of a plugin, as {@code unix:///run/docker/plugins/x.sock}. */
    Optional<String> find(String name) {
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            return Optional.empty();
        }
        for (Path place : sockets) {
            for (Path socket :
                    List.of(
                            place.resolve(name + ".sock"),
                            place.resolve(name).resolve(name + ".sock"))) {
                if (Files.exists(socket)) {
                    return Optional.of("unix://" + socket);
                }
            }
        }
        return files.stream()
                .flatMap(
                        place ->
                                Stream.of(
                                        place.resolve(name + ".spec"),
                                        place.resolve(name + ".json")))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(this::address);
    }

    private String address(Path file) {
        try {
            String text = Files.readString(file).strip();
            String address = text;
            if (file.toString().endsWith(".json")) {
                JsonNode tree = json.readTree(text);
                if (tree.path("TLSConfig").isObject()) {
                    throw new EngineException.NotImplemented(
                            "volume plugins over TLS are not supported by this version: " + file);
                }
                address = tree.path("Addr").asText();
            }
            if (address.startsWith("unix:///") || TCP.matcher(address).matches()) {
                return address.replaceFirst("^http://", "tcp://").replaceFirst("/$", "");
            }
            throw new EngineException.Internal(
                    "Unknown protocol in " + file + ": " + address, null);
        } catch (IOException e) {
            throw new EngineException.Internal("cannot read " + file, e);
        }
    }
}
