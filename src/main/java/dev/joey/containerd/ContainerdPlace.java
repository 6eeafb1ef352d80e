package dev.joey.containerd;

import dev.joey.error.EngineException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where containerd is and whose it is, decided once from the configuration.
 *
 * @param socket the unix socket it serves
 * @param supervised whether it is a private one that we start and keep
 * @param namespace the containerd namespace of all our objects
 * @param dataRoot the daemon's data root
 * @param execRoot the daemon's exec root
 */
record ContainerdPlace(
        Path socket, boolean supervised, String namespace, Path dataRoot, Path execRoot) {
    /** sun_path without its closing zero. Source: unix(7). */
    private static final int MAX_SOCKET_PATH_BYTES = 107;

    /** What containerd appends to the address for the socket its shims speak to. */
    private static final String TTRPC_SUFFIX = ".ttrpc";

    /**
     * @param external the address of a containerd that runs: a path, or {@code unix://} and a path
     * @throws EngineException.InvalidParameter if the address or a root cannot be used
     */
    static ContainerdPlace of(
            Path dataRoot, Path execRoot, Optional<String> external, String namespace) {
        Path socket =
                external.map(ContainerdPlace::parse)
                        .orElse(execRoot.resolve("containerd/containerd.sock"));
        int longest = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (external.isEmpty()) {
            longest += TTRPC_SUFFIX.length();
        }
        if (longest > MAX_SOCKET_PATH_BYTES) {
            throw new EngineException.InvalidParameter(
                    "the path of containerd's socket is too long for a unix socket: " + socket);
        }
        return new ContainerdPlace(socket, external.isEmpty(), namespace, dataRoot, execRoot);
    }

    private static Path parse(String address) {
        String path = address.startsWith("unix://") ? address.substring(7) : address;
        if (!path.startsWith("/")) {
            throw new EngineException.InvalidParameter(
                    "invalid containerd address (want unix:///path): " + address);
        }
        return Path.of(path);
    }

    /** What a private containerd keeps across reboots. */
    Path root() {
        return dataRoot.resolve("containerd");
    }

    /** What a private containerd keeps until the next boot. */
    Path state() {
        return execRoot.resolve("containerd");
    }

    /** The private containerd's generated configuration. */
    Path configFile() {
        return state().resolve("containerd.toml");
    }

    /** Holds the private containerd's process number. */
    Path pidFile() {
        return state().resolve("containerd.pid");
    }

    /** Where the private containerd's output goes. */
    Path logFile() {
        return dataRoot.resolve("containerd.log");
    }

    /**
     * Where the OCI runtime keeps its state; empty means the shim's default, which all daemons of a
     * host share.
     */
    String runtimeRoot() {
        return supervised ? execRoot.resolve("runc").toString() : "";
    }
}
