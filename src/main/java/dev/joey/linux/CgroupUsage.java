package dev.joey.linux;

import java.util.List;
import java.util.Map;

/**
 * What a control group has used so far. Counters grow as long as the group lives.
 *
 * @param io null where the controller is not there; likewise the others
 */
public record CgroupUsage(Cpu cpu, Memory memory, Io io, Pids pids) {
    /**
     * Processor time.
     *
     * @param perCpuNanos by processor; empty with cgroup v2, which does not tell
     * @param periods how often a quota was due; {@code throttledPeriods} of them it was used up
     */
    public record Cpu(
            long totalNanos,
            long userNanos,
            long kernelNanos,
            List<Long> perCpuNanos,
            long periods,
            long throttledPeriods,
            long throttledNanos) {}

    /**
     * Memory.
     *
     * @param maxUsageBytes the most it ever was; 0 with cgroup v2
     * @param limitBytes {@link Long#MAX_VALUE} for none
     * @param failures how often the limit was hit (v1), or the OOM killer considered (v2)
     * @param stat {@code memory.stat}: the keys Docker shows, in its order; 0 for what the kernel
     *     does not tell
     * @param inactiveFileBytes of the page cache, what is given back first
     */
    public record Memory(
            long usageBytes,
            long maxUsageBytes,
            long limitBytes,
            long failures,
            Map<String, Long> stat,
            long inactiveFileBytes) {}

    /**
     * Block devices, each list by device and operation, as {@code Read} and {@code Write}.
     *
     * @param version 2 tells bytes alone; what it does not tell is null
     */
    public record Io(
            int version,
            List<IoCount> serviceBytes,
            List<IoCount> serviced,
            List<IoCount> queued,
            List<IoCount> serviceTime,
            List<IoCount> waitTime,
            List<IoCount> merged,
            List<IoCount> time,
            List<IoCount> sectors) {}

    /**
     * One count.
     *
     * @param operation empty where the kernel does not part by operation
     */
    public record IoCount(long major, long minor, String operation, long value) {}

    /**
     * Processes and threads.
     *
     * @param limit 0 for none with cgroup v1, {@link Long#MAX_VALUE} with v2
     */
    public record Pids(long current, long limit) {}
}
