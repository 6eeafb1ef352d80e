package dev.joey.system;

import dev.joey.linux.Cgroups.Feature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What containers cannot have on this host, in dockerd's words. */
final class HostWarnings {
    private HostWarnings() {}

    static List<String> of(HostFacts host, int cgroupVersion, Set<Feature> limits) {
        Map<Feature, String> wanted = new LinkedHashMap<>();
        wanted.put(Feature.MEMORY, "memory limit");
        wanted.put(Feature.SWAP, "swap limit");
        if (cgroupVersion == 1) {
            wanted.put(Feature.OOM_KILL_DISABLE, "oom kill disable");
        }
        wanted.put(Feature.CPU_CFS, "cpu cfs quota");
        wanted.put(Feature.CPU_SHARES, "cpu shares");
        wanted.put(Feature.CPUSET, "cpuset");
        wanted.put(Feature.PIDS, "pids limit");
        List<String> warnings = new ArrayList<>();
        wanted.forEach(
                (feature, name) -> {
                    if (!limits.contains(feature)) {
                        warnings.add("WARNING: No " + name + " support");
                    }
                });
        if (!host.forwardsIpv4()) {
            warnings.add("WARNING: IPv4 forwarding is disabled");
        }
        if (!host.seccomp()) {
            warnings.add(
                    "WARNING: No seccomp support: system calls of containers are not filtered");
        }
        return warnings;
    }
}
