package dev.joey.linux;

import dev.joey.linux.CgroupUsage.Cpu;
import dev.joey.linux.CgroupUsage.Io;
import dev.joey.linux.CgroupUsage.IoCount;
import dev.joey.linux.CgroupUsage.Memory;
import dev.joey.linux.CgroupUsage.Pids;
import java.util.ArrayList;
import java.util.List;

/** Reads a group of version 2. Source: the kernel's admin-guide/cgroup-v2. */
final class CgroupV2Usage {
    private static final long NANOS_PER_MICRO = 1_000;

    private static final Keys CPU_STAT =
            new Keys(
                    "usage_usec",
                    "user_usec",
                    "system_usec",
                    "nr_periods",
                    "nr_throttled",
                    "throttled_usec");
    private static final Keys MEMORY_STAT =
            new Keys(
                    "anon",
                    "file",
                    "kernel_stack",
                    "slab",
                    "sock",
                    "shmem",
                    "file_mapped",
                    "file_dirty",
                    "file_writeback",
                    "anon_thp",
                    "inactive_anon",
                    "active_anon",
                    "inactive_file",
                    "active_file",
                    "unevictable",
                    "slab_reclaimable",
                    "slab_unreclaimable",
                    "pgfault",
                    "pgmajfault",
                    "workingset_refault",
                    "workingset_activate",
                    "workingset_nodereclaim",
                    "pgrefill",
                    "pgscan",
                    "pgsteal",
                    "pgactivate",
                    "pgdeactivate",
                    "pglazyfree",
                    "pglazyfreed",
                    "thp_fault_alloc",
                    "thp_collapse_alloc");
    private static final Keys MEMORY_EVENTS = new Keys("oom");

    private CgroupV2Usage() {}

    /**
     * Reads.
     *
     * @param folder with a slash at its end
     */
    static CgroupUsage read(SmallFiles files, String folder) {
        return new CgroupUsage(
                cpu(files, folder), memory(files, folder), io(files, folder), pids(files, folder));
    }

    private static Cpu cpu(SmallFiles files, String folder) {
        if (!files.read(folder + "cpu.stat")) {
            return null;
        }
        long[] stat = CPU_STAT.zeros();
        CPU_STAT.read(files.words(), stat);
        return new Cpu(
                stat[0] * NANOS_PER_MICRO,
                stat[1] * NANOS_PER_MICRO,
                stat[2] * NANOS_PER_MICRO,
                List.of(),
                stat[3],
                stat[4],
                stat[5] * NANOS_PER_MICRO);
    }

    private static Memory memory(SmallFiles files, String folder) {
        if (!files.read(folder + "memory.stat")) {
            return null;
        }
        long[] stat = MEMORY_STAT.zeros();
        MEMORY_STAT.read(files.words(), stat);
        long[] events = MEMORY_EVENTS.zeros();
        if (files.read(folder + "memory.events")) {
            MEMORY_EVENTS.read(files.words(), events);
        }
        return new Memory(
                files.number(folder + "memory.current", 0),
                0,
                files.number(folder + "memory.max", Long.MAX_VALUE),
                events[0],
                MEMORY_STAT.map(stat),
                stat[MEMORY_STAT.indexOf("inactive_file")]);
    }

    /** Lines {@code major:minor rbytes=… wbytes=… rios=… wios=… dbytes=… dios=…}. */
    private static Io io(SmallFiles files, String folder) {
        if (!files.read(folder + "io.stat")) {
            return null;
        }
        List<IoCount> bytes = new ArrayList<>();
        Words words = files.words();
        boolean more = words.next();
        while (more) {
            long major = words.number();
            long minor = words.nextNumber();
            long read = 0;
            long written = 0;
            more = words.next();
            while (more && !words.beginsLine()) {
                if (words.is("rbytes")) {
                    read = words.nextNumber();
                } else if (words.is("wbytes")) {
                    written = words.nextNumber();
                }
                more = words.next();
            }
            bytes.add(new IoCount(major, minor, "read", read));
            bytes.add(new IoCount(major, minor, "write", written));
        }
        return new Io(2, bytes.isEmpty() ? null : bytes, null, null, null, null, null, null, null);
    }

    private static Pids pids(SmallFiles files, String folder) {
        long current = files.number(folder + "pids.current", -1);
        return current < 0
                ? null
                : new Pids(current, files.number(folder + "pids.max", Long.MAX_VALUE));
    }
}
