package dev.joey.linux;

import java.util.List;
import java.util.Optional;

/** What the host's processors, groups and interfaces have done so far. */
public interface Usages {
    /**
     * Reads a control group's counters.
     *
     * @param path from the root of the hierarchy, as {@code /joey/<id>}
     * @return empty if there is no such group
     */
    Optional<CgroupUsage> cgroup(String path);

    /** The host's processors. Source: {@code /proc/stat} in proc(5). */
    HostCpu cpu();

    /** All memory of the host, in bytes. Source: {@code /proc/meminfo} in proc(5). */
    long memoryBytes();

    /**
     * The interfaces of a process' network namespace but for its loopback and those that kernel
     * modules put into every namespace. Source: {@code /proc/pid/net/dev} in proc(5).
     *
     * @return empty if there is no such process
     */
    List<InterfaceUsage> interfaces(long pid);

    /**
     * The time of all processors together.
     *
     * @param nanos user, nice, system, idle, iowait, irq and softirq, since the host's start
     * @param online how many processors there are
     */
    record HostCpu(long nanos, int online) {}

    /** What passed an interface since it was made. */
    record InterfaceUsage(
            String name,
            long rxBytes,
            long rxPackets,
            long rxErrors,
            long rxDropped,
            long txBytes,
            long txPackets,
            long txErrors,
            long txDropped) {}
}
