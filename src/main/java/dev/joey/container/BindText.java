package dev.joey.container;

import dev.joey.error.EngineException.InvalidParameter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An entry of {@code HostConfig.Binds}: {@code [source:]destination[:mode]}. Source: dockerd 28.5,
 * the parser of Linux mounts.
 *
 * @param source absolute for a path of the host, else a volume's name; empty for a new volume
 * @param mode as written, empty for none
 */
record BindText(String raw, String source, String destination, String mode) {
    private static final Set<String> ACCESS = Set.of("ro", "rw");
    private static final Set<String> LABELS = Set.of("z", "Z");
    private static final Set<String> COPY = Set.of("nocopy");
    private static final Set<String> CONSISTENCY = Set.of("consistent", "cached", "delegated");

    /** How mounts below spread. Source: mount_namespaces(7). */
    static final Set<String> PROPAGATION =
            Set.of("private", "rprivate", "slave", "rslave", "shared", "rshared");

    /**
     * Reads an entry.
     *
     * @throws InvalidParameter in Docker's words
     */
    static BindText parse(String raw) {
        String[] parts = raw.split(":", -1);
        if (parts[0].isEmpty() || parts.length > 3) {
            throw invalid(raw);
        }
        if (parts.length == 1) {
            return new BindText(raw, "", parts[0], "");
        }
        if (parts.length == 2) {
            if (isMode(parts[1])) {
                throw invalid(raw);
            }
            return new BindText(raw, parts[0], parts[1], "");
        }
        if (!isMode(parts[2])) {
            throw new InvalidParameter("invalid mode: " + parts[2]);
        }
        return new BindText(raw, parts[0], parts[1], parts[2]);
    }

    static InvalidParameter invalid(String raw) {
        return new InvalidParameter("invalid volume specification: '" + raw + "'");
    }

    /** Whether a text may stand for a mode: at most one word of each kind. */
    static boolean isMode(String mode) {
        if (mode.isEmpty()) {
            return true;
        }
        List<String> words = List.of(mode.split(",", -1));
        long known = 0;
        for (Set<String> kind : List.of(ACCESS, LABELS, COPY, CONSISTENCY, PROPAGATION)) {
            long count = words.stream().filter(kind::contains).count();
            if (count > 1) {
                return false;
            }
            known += count;
        }
        return known == words.size();
    }

    boolean isHostPath() {
        return source.startsWith("/");
    }

    boolean readOnly() {
        return words().contains("ro");
    }

    boolean noCopy() {
        return words().contains("nocopy");
    }

    Optional<String> propagation() {
        return words().stream().filter(PROPAGATION::contains).findFirst();
    }

    private List<String> words() {
        return List.of(mode.split(",", -1));
    }
}
