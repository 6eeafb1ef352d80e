package dev.joey.container.spec;

import dev.joey.config.EngineConfig;
import java.util.Optional;

/**
 * What the daemon's configuration says for containers that say nothing.
 *
 * @param cgroupParent absolute for cgroupfs; for systemd a slice
 * @param systemdCgroup whether systemd manages the cgroups
 * @param shmSizeBytes of {@code /dev/shm}
 * @param init whether a tiny init runs as PID 1
 * @param initPath of the init binary; empty to search it in PATH
 * @param seccompProfile JSON text of a profile that replaces the built-in one, so that a profile
 *     can be mended without a new release
 */
public record Defaults(
        String cgroupParent,
        boolean systemdCgroup,
        long shmSizeBytes,
        boolean init,
        Optional<String> initPath,
        Optional<String> seccompProfile) {
    /** The counterpart of {@code /docker}. */
    public static final String CGROUP_PARENT = "/joey";

    /** Those of a configuration, with the built-in seccomp profile and cgroupfs. */
    public static Defaults of(EngineConfig config) {
        return new Defaults(
                config.cgroupParent().orElse(CGROUP_PARENT),
                false,
                config.defaultShmSizeBytes(),
                config.init(),
                config.initPath(),
                Optional.empty());
    }
}
