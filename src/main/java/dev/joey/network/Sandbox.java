package dev.joey.network;

import java.nio.file.Path;
import java.util.List;

/**
 * What was prepared for a run of a container.
 *
 * @param namespace to join
 * @param addresses of the container, for its hosts file
 * @param resolver whether names are asked at {@link #RESOLVER} inside
 */
public record Sandbox(Path namespace, List<String> addresses, boolean resolver) {
    /** Where our name server is in namespaces that have it. */
    public static final String RESOLVER = "127.0.0.11";

    public Sandbox {
        addresses = List.copyOf(addresses);
    }
}
