package dev.joey.container.spec;

import dev.joey.container.spec.HostFacts.CgroupFacts;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.linux.Cgroups.Feature;

/** Docker's rules for memory and for the number of tasks. Source: dockerd 28.5. */
final class MemoryChecks {
    /** Less does not suffice for the runtime's own start. */
    private static final long MINIMUM_BYTES = 6L << 20;

    private MemoryChecks() {}

    static void check(ResourcesDraft draft, CgroupFacts cgroups, boolean update, Warnings warn) {
        limit(draft, cgroups, warn);
        swap(draft, cgroups, update, warn);
        swappiness(draft, cgroups, warn);
        reservation(draft, cgroups, warn);
        oomKiller(draft, cgroups, warn);
        pids(draft, cgroups, warn);
    }

    private static void limit(ResourcesDraft draft, CgroupFacts cgroups, Warnings warn) {
        if (draft.memoryBytes != 0 && draft.memoryBytes < MINIMUM_BYTES) {
            throw new InvalidParameter("Minimum memory limit allowed is 6MB");
        }
        if (draft.memoryBytes > 0 && !cgroups.supports(Feature.MEMORY)) {
            warn.add(
                    "Your kernel does not support memory limit capabilities or the cgroup is not"
                            + " mounted. Limitation discarded.");
            draft.memoryBytes = 0;
            draft.memorySwapBytes = -1;
        }
    }

    private static void swap(
            ResourcesDraft draft, CgroupFacts cgroups, boolean update, Warnings warn) {
        boolean limited = draft.memoryBytes > 0;
        if (limited && draft.memorySwapBytes != -1 && !cgroups.supports(Feature.SWAP)) {
            warn.add(
                    "Your kernel does not support swap limit capabilities or the cgroup is not"
                            + " mounted. Memory limited without swap.");
            draft.memorySwapBytes = -1;
        }
        if (limited && draft.memorySwapBytes > 0 && draft.memorySwapBytes < draft.memoryBytes) {
            throw new InvalidParameter(
                    "Minimum memoryswap limit should be larger than memory limit, see usage");
        }
        if (draft.memoryBytes == 0 && draft.memorySwapBytes > 0 && !update) {
            throw new InvalidParameter(
                    "You should always set the Memory limit when using Memoryswap limit, see"
                            + " usage");
        }
    }

    private static void swappiness(ResourcesDraft draft, CgroupFacts cgroups, Warnings warn) {
        Long swappiness = draft.memorySwappiness;
        if (swappiness == null || swappiness == -1) {
            draft.memorySwappiness = null;
            return;
        }
        if (!cgroups.supports(Feature.SWAPPINESS)) {
            warn.add(
                    "Your kernel does not support memory swappiness capabilities or the cgroup is"
                            + " not mounted. Memory swappiness discarded.");
            draft.memorySwappiness = null;
            return;
        }
        if (swappiness < 0 || swappiness > 100) {
            throw new InvalidParameter(
                    "Invalid value: " + swappiness + ", valid memory swappiness range is 0-100");
        }
    }

    private static void reservation(ResourcesDraft draft, CgroupFacts cgroups, Warnings warn) {
        if (draft.memoryReservationBytes > 0 && !cgroups.supports(Feature.MEMORY_RESERVATION)) {
            warn.add(
                    "Your kernel does not support memory soft limit capabilities or the cgroup is"
                            + " not mounted. Limitation discarded.");
            draft.memoryReservationBytes = 0;
        }
        long reserved = draft.memoryReservationBytes;
        if (reserved > 0 && reserved < MINIMUM_BYTES) {
            throw new InvalidParameter("Minimum memory reservation allowed is 6MB");
        }
        if (draft.memoryBytes > 0 && reserved > draft.memoryBytes) {
            throw new InvalidParameter(
                    "Minimum memory limit can not be less than memory reservation limit, see"
                            + " usage");
        }
    }

    private static void oomKiller(ResourcesDraft draft, CgroupFacts cgroups, Warnings warn) {
        boolean disabled = Boolean.TRUE.equals(draft.oomKillDisable);
        if (draft.oomKillDisable != null && !cgroups.supports(Feature.OOM_KILL_DISABLE)) {
            if (disabled) {
                warn.add("Your kernel does not support OomKillDisable. OomKillDisable discarded.");
            }
            draft.oomKillDisable = null;
        } else if (disabled && draft.memoryBytes == 0) {
            warn.add(
                    "OOM killer is disabled for the container, but no memory limit is set, this can"
                            + " result in the system running out of resources.");
        }
    }

    private static void pids(ResourcesDraft draft, CgroupFacts cgroups, Warnings warn) {
        if (draft.pidsLimit != null && !cgroups.supports(Feature.PIDS)) {
            if (draft.pidsLimit > 0) {
                warn.add(
                        "Your kernel does not support PIDs limit capabilities or the cgroup is not"
                                + " mounted. PIDs limit discarded.");
            }
            draft.pidsLimit = null;
        }
    }
}
