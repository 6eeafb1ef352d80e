package dev.joey.container;

import dev.joey.container.ContainerSpec.ImageDefaults;
import dev.joey.container.ContainerSpec.InitProcess;
import dev.joey.container.ContainerSpec.Stop;
import dev.joey.container.wire.CreateBody;
import dev.joey.oci.ImageConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A create request merged with its image's config by Docker's rules: what the user gave wins;
 * labels and ports are united; the image's command counts only with the image's entrypoint; the
 * image's variables follow the user's. Shell and ONBUILD of an image are for builds and do not pass
 * to containers.
 */
final class MergedConfigWire {
    private final CreateBody body;
    private final ImageConfig image;
    private final List<String> entrypoint;
    private final List<String> cmd;
    private final boolean argsEscaped;

    MergedConfigWire(CreateBody body, ImageConfig image) {
        this.body = body;
        this.image = image;
        List<String> ownEntrypoint = body.entrypoint();
        List<String> ownCmd = CreateWire.list(body.cmd());
        boolean own = ownEntrypoint != null && !ownEntrypoint.isEmpty();
        boolean imageCmd = !own && ownCmd.isEmpty();
        this.cmd = imageCmd ? image.cmd() : ownCmd;
        this.argsEscaped = imageCmd ? image.argsEscaped() : body.argsEscaped();
        List<String> chosen =
                ownEntrypoint == null ? image.entrypoint() : CreateWire.list(ownEntrypoint);
        // The command line clients say «no entrypoint» by one empty word.
        this.entrypoint = chosen.equals(List.of("")) ? List.of() : chosen;
    }

    List<String> entrypoint() {
        return entrypoint;
    }

    List<String> cmd() {
        return cmd;
    }

    boolean entrypointEmptied() {
        return body.entrypoint() != null && body.entrypoint().isEmpty();
    }

    boolean commandIsEmpty() {
        return entrypoint.isEmpty() && cmd.isEmpty();
    }

    InitProcess process(List<Integer> consoleSize) {
        return new InitProcess(
                entrypoint,
                cmd,
                env(),
                orElse(body.user(), image.user()),
                workingDir(),
                body.tty(),
                body.openStdin(),
                body.stdinOnce(),
                body.attachStdin(),
                body.attachStdout(),
                body.attachStderr(),
                consoleSize);
    }

    private String workingDir() {
        String path = orElse(body.workingDir(), image.workingDir());
        return path.startsWith("/") ? CreateWire.clean(path) : path;
    }

    /**
     * The user's entries in their order, then those of the image's that the user did not set. A
     * user's entry without {@code =} unsets the image's; an image's without {@code =} means
     * nothing.
     */
    private List<String> env() {
        List<String> env = new ArrayList<>(CreateWire.list(body.env()));
        Set<String> set = new HashSet<>();
        env.forEach(entry -> set.add(key(entry)));
        image.env().stream()
                .filter(entry -> entry.indexOf('=') > 0 && !set.contains(key(entry)))
                .forEach(env::add);
        return List.copyOf(env);
    }

    private static String key(String entry) {
        int cut = entry.indexOf('=');
        return cut < 0 ? entry : entry.substring(0, cut);
    }

    Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>(image.labels());
        labels.putAll(CreateWire.texts(body.labels()));
        return Map.copyOf(labels);
    }

    Stop stop() {
        String signal = orElse(body.stopSignal(), image.stopSignal());
        Integer timeout = body.stopTimeout();
        return new Stop(
                signal.isEmpty() ? null : signal, timeout == null ? null : Math.max(-1, timeout));
    }

    ImageDefaults imageDefaults(List<String> onBuild) {
        Set<String> ports = new LinkedHashSet<>(CreateWire.map(body.exposedPorts()).keySet());
        ports.addAll(image.exposedPorts());
        Set<String> volumes = new LinkedHashSet<>(CreateWire.map(body.volumes()).keySet());
        volumes.addAll(image.volumes());
        return new ImageDefaults(
                Set.copyOf(ports),
                Set.copyOf(volumes),
                onBuild,
                CreateWire.list(body.shell()),
                argsEscaped);
    }

    private static String orElse(String own, String ofImage) {
        if (own != null && !own.isEmpty()) {
            return own;
        }
        return ofImage == null ? "" : ofImage;
    }
}
