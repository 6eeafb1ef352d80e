package dev.joey.system;

import dev.joey.config.EngineConfig;
import dev.joey.container.spec.InitBinary;
import dev.joey.containerd.ContainerdStatus;
import dev.joey.containerd.ContainerdStatus.ContainerdVersion;
import dev.joey.error.EngineException;
import dev.joey.linux.Cgroups;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What the engine stands on. */
@ApplicationScoped
class Host {
    private static final ContainerdVersion SILENT = new ContainerdVersion("N/A", "N/A");

    private final EngineConfig config;
    private final Cgroups cgroups;
    private final ContainerdStatus containerd;

    Host(EngineConfig config, Cgroups cgroups, ContainerdStatus containerd) {
        this.config = config;
        this.cgroups = cgroups;
        this.containerd = containerd;
    }

    int cgroupVersion() {
        return cgroups.version();
    }

    Set<Cgroups.Feature> limits() {
        Set<Cgroups.Feature> limits = EnumSet.noneOf(Cgroups.Feature.class);
        Arrays.stream(Cgroups.Feature.values()).filter(cgroups::supports).forEach(limits::add);
        return limits;
    }

    /** Asks containerd; one that does not answer has the version {@code N/A}. */
    ContainerdVersion containerd() {
        try {
            return containerd.version();
        } catch (EngineException.Unavailable silent) {
            return SILENT;
        }
    }

    /** The init of {@code --init}; empty if the host has none. */
    Optional<String> init() {
        try {
            return Optional.of(
                    InitBinary.find(
                            config.initPath(),
                            System.getenv().getOrDefault("PATH", "/usr/bin:/bin")));
        } catch (EngineException.InvalidParameter none) {
            return Optional.empty();
        }
    }
}
