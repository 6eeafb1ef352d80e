package dev.joey.network;

import dev.joey.error.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Settings of the network namespace that the calling thread is in. Source: /proc/sys/net in
 * proc(5).
 */
final class Sysctl {
    private static final Path NET = Path.of("/proc/sys/net");
    private static final int AT_MOST_BYTES = 4096;

    private Sysctl() {}

    /** The value; empty if the kernel has no such setting. */
    static Optional<String> read(String name) {
        // Such files answer the first read only, and that must have room for all.
        try (InputStream in = Files.newInputStream(NET.resolve(name))) {
            byte[] buffer = new byte[AT_MOST_BYTES];
            int count = Math.max(0, in.read(buffer));
            return Optional.of(new String(buffer, 0, count, StandardCharsets.UTF_8).strip());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /**
     * Sets a value; a setting that the kernel has not needs none.
     *
     * @param name as {@code ipv4/ip_forward}
     */
    static void set(String name, String value) {
        Path file = NET.resolve(name).normalize();
        if (!file.startsWith(NET)) {
            throw new EngineException.InvalidParameter("no setting of a network: " + name);
        }
        Optional<String> present = read(name);
        if (present.isEmpty() || present.get().equals(value)) {
            return;
        }
        try {
            Files.writeString(file, value);
        } catch (IOException e) {
            throw new EngineException.Internal(
                    "cannot set net/" + name + " to " + value + ": " + e.getMessage(), e);
        }
    }
}
