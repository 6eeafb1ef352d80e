package dev.joey.container.spec;

import dev.joey.container.ContainerSpec.Security;
import java.util.ArrayList;
import java.util.List;

/** Paths of proc and sysfs that a container may not see, or not write. Source: dockerd 28.5. */
final class PathsSection {
    private static final List<String> MASKED =
            List.of(
                    "/proc/acpi",
                    "/proc/asound",
                    "/proc/interrupts",
                    "/proc/kcore",
                    "/proc/keys",
                    "/proc/latency_stats",
                    "/proc/sched_debug",
                    "/proc/scsi",
                    "/proc/timer_list",
                    "/proc/timer_stats",
                    "/sys/devices/virtual/powercap",
                    "/sys/firmware");

    /** Of a container that names none. */
    static final List<String> READ_ONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    private PathsSection() {}

    /** The hidden ones of a container that names none. */
    static List<String> defaultMasked(HostFacts host) {
        List<String> paths = new ArrayList<>(MASKED);
        paths.addAll(host.thermalThrottleFolders());
        return List.copyOf(paths);
    }

    /** The hidden ones; a list that the user gave wins, an empty one too. */
    static List<String> masked(Security security, SecurityOptions options, HostFacts host) {
        return chosen(security.maskedPaths(), defaultMasked(host), security, options);
    }

    /** Those without writing; a list that the user gave wins, an empty one too. */
    static List<String> readOnly(Security security, SecurityOptions options) {
        return chosen(security.readonlyPaths(), READ_ONLY, security, options);
    }

    private static List<String> chosen(
            List<String> given, List<String> defaults, Security security, SecurityOptions options) {
        if (options.systemPathsUnconfined()) {
            return List.of();
        }
        if (given != null) {
            return List.copyOf(given);
        }
        return security.privileged() ? List.of() : List.copyOf(defaults);
    }
}
