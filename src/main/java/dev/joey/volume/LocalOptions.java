package dev.joey.volume;

import dev.joey.error.EngineException.InvalidParameter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Options of the local driver: a file system's type, device and mount options, and a size. Source:
 * dockerd 28.5, local driver; PouchContainer's {@code size}.
 */
final class LocalOptions {
    private static final Set<String> KNOWN = Set.of("type", "o", "device", "size");

    private LocalOptions() {}

    /**
     * Checks options.
     *
     * @throws InvalidParameter in Docker's words
     */
    static void check(Map<String, String> options) {
        for (String name : new TreeMap<>(options).keySet()) {
            if (!KNOWN.contains(name)) {
                throw new InvalidParameter("invalid option: \"" + name + "\"");
            }
        }
        needs(options, "device", "type");
        needs(options, "type", "device");
        needs(options, "o", "device", "type");
    }

    private static void needs(Map<String, String> options, String given, String... needed) {
        for (String name : needed) {
            if (options.containsKey(given) && !options.containsKey(name)) {
                throw new InvalidParameter("missing required option: \"" + name + "\"");
            }
        }
    }

    /** Whether something is mounted for it. */
    static boolean mounts(Map<String, String> options) {
        return !options.getOrDefault("device", "").isEmpty()
                || !options.getOrDefault("type", "").isEmpty();
    }
}
