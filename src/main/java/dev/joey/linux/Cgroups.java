package dev.joey.linux;

import java.util.List;

/** The host's control groups, version 1 or 2. */
public interface Cgroups {
    /** 1 (hybrid counts as 1) or 2 (unified). */
    int version();

    /** Whether the kernel offers a feature to containers here. */
    boolean supports(Feature feature);

    /**
     * The PIDs below a cgroup.
     *
     * @param path from the root of the hierarchy, as {@code /joey/<id>}
     */
    List<Long> pids(String path);

    /** Removes the emptied cgroup in every hierarchy; absent ones are no error. */
    void remove(String path);

    /** What a container may be limited by. */
    enum Feature {
        MEMORY,
        SWAP,
        MEMORY_RESERVATION,
        OOM_KILL_DISABLE,
        SWAPPINESS,
        KERNEL_MEMORY,
        CPU_SHARES,
        CPU_CFS,
        CPU_REALTIME,
        CPUSET,
        PIDS,
        BLKIO_WEIGHT,
        BLKIO_WEIGHT_DEVICE,
        BLKIO_THROTTLE,
        DEVICES,
        FREEZER
    }
}
