package dev.joey.container.spec;

import dev.joey.linux.Cgroups;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is true of the host while the daemon runs. {@link HostProbe} reads it once.
 *
 * @param kernelCapabilities all that the running kernel knows, as {@code CAP_CHOWN}, in the
 *     kernel's order
 * @param boundingCapabilities those of them that the daemon may hand on
 * @param defaultSysctls which of the engine's default sysctls this kernel has
 * @param thermalThrottleFolders the {@code thermal_throttle} folders of CPUs in sysfs, to be masked
 */
public record HostFacts(
        Kernel kernel,
        Set<String> kernelCapabilities,
        Set<String> boundingCapabilities,
        SecurityModules modules,
        Cpus cpus,
        CgroupFacts cgroups,
        Set<String> defaultSysctls,
        List<String> thermalThrottleFolders,
        HostDevices devices) {
    /**
     * The kernel's version and the machine's architecture.
     *
     * @param architecture in the words of seccomp profiles: {@code amd64}, {@code arm64} …
     * @param withoutX32 whether the kernel is known to run no programs of the x32 ABI
     */
    public record Kernel(int major, int minor, String architecture, boolean withoutX32) {
        /** A kernel of which nothing is known about x32. */
        public Kernel(int major, int minor, String architecture) {
            this(major, minor, architecture, false);
        }

        boolean isAtLeast(int otherMajor, int otherMinor) {
            return major > otherMajor || (major == otherMajor && minor >= otherMinor);
        }
    }

    /**
     * What can confine processes here.
     *
     * @param appArmorProfile the engine's default profile, if AppArmor runs and has it loaded
     */
    public record SecurityModules(
            boolean seccomp, boolean appArmor, Optional<String> appArmorProfile, boolean seLinux) {}

    /**
     * CPUs and memory nodes that are online, as lists of cpuset(7), {@code 0-3,8}.
     *
     * @param count number of CPUs, 1 or more
     */
    public record Cpus(int count, String cpus, String mems) {}

    /**
     * Control groups.
     *
     * @param version 1 or 2
     * @param namespaces whether the kernel has cgroup namespaces
     * @param features what containers can be limited by
     */
    public record CgroupFacts(int version, boolean namespaces, Set<Cgroups.Feature> features) {
        boolean supports(Cgroups.Feature feature) {
            return features.contains(feature);
        }
    }
}
