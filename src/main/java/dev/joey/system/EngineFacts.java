package dev.joey.system;

import dev.joey.config.BuildInfo;
import dev.joey.config.LiveConfig;
import dev.joey.container.ContainerCensus;
import dev.joey.containerd.ContainerdStatus.ContainerdVersion;
import dev.joey.linux.Cgroups;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the engine says of itself, all at one moment.
 *
 * @param cgroupVersion 1 or 2
 * @param limits what containers may be limited by on this host
 * @param containerd {@code N/A} twice if it does not answer
 * @param initPath the init of {@code --init}; empty if the host has none
 * @param eventObservers how many clients follow the events
 * @param warnings for operators, one a line
 */
record EngineFacts(
        String id,
        BuildInfo build,
        HostFacts host,
        LiveConfig.Live live,
        ContainerCensus.Count containers,
        int images,
        int eventObservers,
        int cgroupVersion,
        Set<Cgroups.Feature> limits,
        ContainerdVersion containerd,
        Map<String, OciRuntimes.Installed> runtimes,
        OciRuntimes.Program runc,
        String initPath,
        OciRuntimes.Program init,
        List<String> warnings) {
    EngineFacts {
        limits = Set.copyOf(limits);
        warnings = List.copyOf(warnings);
    }
}
