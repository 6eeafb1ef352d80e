package dev.joey.stats;

import dev.joey.container.ContainerId;
import dev.joey.container.UsageTarget;
import dev.joey.linux.CgroupUsage;
import dev.joey.linux.Usages.InterfaceUsage;
import java.time.Instant;
import java.util.List;

/**
 * What was read of a container at one moment.
 *
 * @param name without a leading slash
 * @param counted null if it does not run
 */
record Sample(ContainerId id, String name, Counted counted) {
    /** A container that does not run. */
    static Sample idle(ContainerId id, String name) {
        return new Sample(id, name, null);
    }

    /**
     * The counters.
     *
     * @param hostCpuNanos the time of all the host's processors when the group was read
     * @param onlineCpus how many processors the host has
     * @param hostMemoryBytes all memory of the host
     */
    record Counted(
            UsageTarget target,
            Instant at,
            CgroupUsage usage,
            long hostCpuNanos,
            int onlineCpus,
            long hostMemoryBytes,
            List<InterfaceUsage> interfaces) {}
}
