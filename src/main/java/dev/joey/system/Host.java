package dev.joey.system;

import dev.joey.config.EngineConfig;
import dev.joey.containerd.ContainerdStatus;
import dev.joey.containerd.ContainerdStatus.ContainerdVersion;
import dev.joey.error.EngineException;
import dev.joey.linux.Cgroups;
import dev.joey.linux.Commands;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the engine stands on. */
@ApplicationScoped
class Host {
    private static final ContainerdVersion SILENT = new ContainerdVersion("N/A", "N/A");

    private final EngineConfig config;
    private final Commands commands;
    private final Instance<Cgroups> cgroups;
    private final Instance<ContainerdStatus> containerd;

    Host(
            EngineConfig config,
            Commands commands,
            Instance<Cgroups> cgroups,
            Instance<ContainerdStatus> containerd) {
        this.config = config;
        this.commands = commands;
        this.cgroups = cgroups;
        this.containerd = containerd;
    }

    int cgroupVersion() {
        return cgroups.isResolvable() ? cgroups.get().version() : 1;
    }

    Set<Cgroups.Feature> limits() {
        Set<Cgroups.Feature> limits = EnumSet.noneOf(Cgroups.Feature.class);
        if (cgroups.isResolvable()) {
            Cgroups host = cgroups.get();
            Arrays.stream(Cgroups.Feature.values()).filter(host::supports).forEach(limits::add);
        }
        return limits;
    }

    /** Asks containerd; one that does not answer has the version {@code N/A}. */
    ContainerdVersion containerd() {
        if (!containerd.isResolvable()) {
            return SILENT;
        }
        try {
            return containerd.get().version();
        } catch (EngineException.Unavailable silent) {
            return SILENT;
        }
    }

    /** The init of {@code --init}: the chosen one, or the first of Docker's usual names in PATH. */
    Optional<Path> init() {
        return config.initPath()
                .map(Path::of)
                .or(
                        () ->
                                Stream.of("docker-init", "tini-static", "tini")
                                        .map(commands::find)
                                        .flatMap(Optional::stream)
                                        .findFirst());
    }
}
