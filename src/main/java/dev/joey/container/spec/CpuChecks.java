package dev.joey.container.spec;

import dev.joey.container.spec.HostFacts.CgroupFacts;
import dev.joey.container.spec.HostFacts.Cpus;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.linux.Cgroups.Feature;

/** Docker's rules for CPU limits. Source: dockerd 28.5; sched(7). */
final class CpuChecks {
    private static final long NANOS = 1_000_000_000;
    private static final long MINIMUM_MICROS = 1_000;
    private static final long MAXIMUM_MICROS = 1_000_000;
    private static final long MINIMUM_SHARES = 2;
    private static final long MAXIMUM_SHARES = 262_144;

    private CpuChecks() {}

    static void check(ResourcesDraft draft, HostFacts host, Warnings warn) {
        CgroupFacts cgroups = host.cgroups();
        nanoCpus(draft, host.cpus(), cgroups);
        shares(draft, cgroups, warn);
        bandwidth(draft, cgroups, warn);
        realtime(draft, cgroups, warn);
        sets(draft, host.cpus(), cgroups, warn);
    }

    private static void nanoCpus(ResourcesDraft draft, Cpus cpus, CgroupFacts cgroups) {
        if (draft.nanoCpus > 0) {
            if (draft.cpuPeriodMicros > 0) {
                throw new InvalidParameter(
                        "Conflicting options: Nano CPUs and CPU Period cannot both be set");
            }
            if (draft.cpuQuotaMicros > 0) {
                throw new InvalidParameter(
                        "Conflicting options: Nano CPUs and CPU Quota cannot both be set");
            }
            if (!cgroups.supports(Feature.CPU_CFS)) {
                throw new InvalidParameter(
                        "NanoCPUs can not be set, as your kernel does not support CPU CFS scheduler"
                                + " or the cgroup is not mounted");
            }
        }
        if (draft.nanoCpus < 0 || draft.nanoCpus > cpus.count() * NANOS) {
            throw new InvalidParameter(
                    "range of CPUs is from 0.01 to %d.00, as there are only %d CPUs available"
                            .formatted(cpus.count(), cpus.count()));
        }
    }

    /** Out of range they are moved to the nearest end, in silence as with Docker. */
    private static void shares(ResourcesDraft draft, CgroupFacts cgroups, Warnings warn) {
        if (draft.cpuShares < 0) {
            throw new InvalidParameter("shares: invalid argument");
        }
        if (draft.cpuShares > 0 && !cgroups.supports(Feature.CPU_SHARES)) {
            warn.add(
                    "Your kernel does not support CPU shares or the cgroup is not mounted. Shares"
                            + " discarded.");
            draft.cpuShares = 0;
        }
        if (draft.cpuShares > 0) {
            draft.cpuShares = Math.clamp(draft.cpuShares, MINIMUM_SHARES, MAXIMUM_SHARES);
        }
    }

    private static void bandwidth(ResourcesDraft draft, CgroupFacts cgroups, Warnings warn) {
        boolean asked = draft.cpuPeriodMicros != 0 || draft.cpuQuotaMicros != 0;
        if (asked && !cgroups.supports(Feature.CPU_CFS)) {
            warn.add("Your kernel does not support CPU CFS scheduler. CPU period/quota discarded.");
            draft.cpuPeriodMicros = 0;
            draft.cpuQuotaMicros = 0;
        }
        long period = draft.cpuPeriodMicros;
        if (period != 0 && (period < MINIMUM_MICROS || period > MAXIMUM_MICROS)) {
            throw new InvalidParameter(
                    "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e."
                            + " 1000000)");
        }
        if (draft.cpuQuotaMicros > 0 && draft.cpuQuotaMicros < MINIMUM_MICROS) {
            throw new InvalidParameter("CPU cfs quota can not be less than 1ms (i.e. 1000)");
        }
    }

    private static void realtime(ResourcesDraft draft, CgroupFacts cgroups, Warnings warn) {
        boolean asked = draft.cpuRealtimePeriodMicros != 0 || draft.cpuRealtimeRuntimeMicros != 0;
        if (asked && !cgroups.supports(Feature.CPU_REALTIME)) {
            warn.add(
                    "Your kernel does not support CPU realtime scheduler. CPU realtime"
                            + " period/runtime discarded.");
            draft.cpuRealtimePeriodMicros = 0;
            draft.cpuRealtimeRuntimeMicros = 0;
        }
    }

    private static void sets(ResourcesDraft draft, Cpus cpus, CgroupFacts cgroups, Warnings warn) {
        boolean asked = !draft.cpusetCpus.isEmpty() || !draft.cpusetMems.isEmpty();
        if (asked && !cgroups.supports(Feature.CPUSET)) {
            warn.add(
                    "Your kernel does not support cpuset or the cgroup is not mounted. Cpuset"
                            + " discarded.");
            draft.cpusetCpus = "";
            draft.cpusetMems = "";
        }
        checkSet(draft.cpusetCpus, cpus.cpus(), "cpuset cpus", "CPUs");
        checkSet(draft.cpusetMems, cpus.mems(), "cpuset mems", "memory nodes");
    }

    private static void checkSet(String asked, String available, String field, String things) {
        NumberList numbers;
        try {
            numbers = NumberList.parse(asked);
        } catch (InvalidParameter e) {
            throw new InvalidParameter(
                    "Invalid value " + asked + " for " + field + ": " + e.getMessage(), e);
        }
        if (!NumberList.parse(available).contains(numbers)) {
            throw new InvalidParameter(
                    "Requested "
                            + things
                            + " are not available - requested "
                            + asked
                            + ", available: "
                            + available);
        }
    }
}
