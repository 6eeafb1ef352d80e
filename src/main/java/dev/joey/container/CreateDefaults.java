package dev.joey.container;

import dev.joey.config.EngineConfig;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a create request is completed and checked with.
 *
 * @param apiMinor 51 for API 1.51
 * @param hostName the host's, which containers in the host's network get
 * @param runtimes the names that may be asked for
 */
record CreateDefaults(
        int apiMinor,
        String hostName,
        String runtime,
        Set<String> runtimes,
        String logDriver,
        Map<String, String> logOptions,
        String snapshotter) {

    /** From the daemon's configuration. */
    static CreateDefaults of(EngineConfig config, int apiMinor, String hostName) {
        Set<String> runtimes = new HashSet<>(config.runtimes().keySet());
        runtimes.add("runc");
        return new CreateDefaults(
                apiMinor,
                hostName,
                config.defaultRuntime(),
                Set.copyOf(runtimes),
                config.logDriver(),
                Map.copyOf(config.logOpts()),
                config.snapshotter());
    }
}
