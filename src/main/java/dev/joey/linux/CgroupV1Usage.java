package dev.joey.linux;

import dev.joey.linux.CgroupUsage.Cpu;
import dev.joey.linux.CgroupUsage.Io;
import dev.joey.linux.CgroupUsage.IoCount;
import dev.joey.linux.CgroupUsage.Memory;
import dev.joey.linux.CgroupUsage.Pids;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a group of version 1. Source: the kernel's admin-guide/cgroup-v1. */
final class CgroupV1Usage {
    /** User time is told in ticks of USER_HZ, which is 100 on all of Joey's architectures. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private static final Keys MEMORY_STAT =
            new Keys(
                    "cache",
                    "rss",
                    "rss_huge",
                    "mapped_file",
                    "dirty",
                    "writeback",
                    "pgpgin",
                    "pgpgout",
                    "pgfault",
                    "pgmajfault",
                    "inactive_anon",
                    "active_anon",
                    "inactive_file",
                    "active_file",
                    "unevictable",
                    "hierarchical_memory_limit",
                    "hierarchical_memsw_limit",
                    "total_cache",
                    "total_rss",
                    "total_rss_huge",
                    "total_mapped_file",
                    "total_dirty",
                    "total_writeback",
                    "total_pgpgin",
                    "total_pgpgout",
                    "total_pgfault",
                    "total_pgmajfault",
                    "total_inactive_anon",
                    "total_active_anon",
                    "total_inactive_file",
                    "total_active_file",
                    "total_unevictable");
    private static final Keys THROTTLING = new Keys("nr_periods", "nr_throttled", "throttled_time");
    private static final Keys TIMES = new Keys("user", "system");

    private final CgroupMounts mounts;

    CgroupV1Usage(CgroupMounts mounts) {
        this.mounts = mounts;
    }

    CgroupUsage read(SmallFiles files, String path) {
        String memory = folder("memory", path);
        String blkio = folder("blkio", path);
        String pids = folder("pids", path);
        return new CgroupUsage(
                cpu(files, folder("cpuacct", path), folder("cpu", path)),
                memory == null ? null : memory(files, memory),
                blkio == null ? null : io(files, blkio),
                pids == null ? null : pids(files, pids));
    }

    /** A folder of which the group has one in each hierarchy; null if there is no hierarchy. */
    String anyFolder(String path) {
        for (String controller : List.of("memory", "cpuacct", "pids", "cpu", "blkio")) {
            String folder = folder(controller, path);
            if (folder != null) {
                return folder;
            }
        }
        return null;
    }

    private String folder(String controller, String path) {
        Path mount = mounts.controllers().get(controller);
        return mount == null ? null : mount + path + "/";
    }

    private static Cpu cpu(SmallFiles files, String accounting, String cpu) {
        long[] throttled = new long[3];
        if (cpu != null && files.read(cpu + "cpu.stat")) {
            THROTTLING.read(files.words(), throttled);
        }
        if (accounting == null) {
            return null;
        }
        long total = files.number(accounting + "cpuacct.usage", 0);
        List<Long> each = new ArrayList<>();
        if (files.read(accounting + "cpuacct.usage_percpu")) {
            Words words = files.words();
            while (words.next()) {
                each.add(words.number());
            }
        }
        long[] ticks = new long[2];
        if (files.read(accounting + "cpuacct.stat")) {
            TIMES.read(files.words(), ticks);
        }
        return new Cpu(
                total,
                ticks[0] * NANOS_PER_TICK,
                ticks[1] * NANOS_PER_TICK,
                each,
                throttled[0],
                throttled[1],
                throttled[2]);
    }

    private static Memory memory(SmallFiles files, String folder) {
        long[] stat = MEMORY_STAT.zeros();
        if (files.read(folder + "memory.stat")) {
            MEMORY_STAT.read(files.words(), stat);
        }
        return new Memory(
                files.number(folder + "memory.usage_in_bytes", 0),
                files.number(folder + "memory.max_usage_in_bytes", 0),
                files.number(folder + "memory.limit_in_bytes", Long.MAX_VALUE),
                files.number(folder + "memory.failcnt", 0),
                MEMORY_STAT.map(stat),
                stat[MEMORY_STAT.indexOf("total_inactive_file")]);
    }

    /**
     * CFQ's counters where the kernel is that old, else BFQ's if that scheduler counted anything,
     * else those of the throttling layer, which sees all requests.
     */
    private static Io io(SmallFiles files, String folder) {
        if (files.read(folder + "blkio.io_serviced_recursive")) {
            return scheduler(files, folder + "blkio.");
        }
        if (!counts(files, folder + "blkio.bfq.io_serviced_recursive").isEmpty()) {
            return scheduler(files, folder + "blkio.bfq.");
        }
        return new Io(
                1,
                throttled(files, folder + "blkio.throttle.io_service_bytes"),
                throttled(files, folder + "blkio.throttle.io_serviced"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Io scheduler(SmallFiles files, String prefix) {
        return new Io(
                1,
                counts(files, prefix + "io_service_bytes_recursive"),
                counts(files, prefix + "io_serviced_recursive"),
                counts(files, prefix + "io_queued_recursive"),
                counts(files, prefix + "io_service_time_recursive"),
                counts(files, prefix + "io_wait_time_recursive"),
                counts(files, prefix + "io_merged_recursive"),
                counts(files, prefix + "time_recursive"),
                counts(files, prefix + "sectors_recursive"));
    }

    private static List<IoCount> throttled(SmallFiles files, String file) {
        return files.read(file + "_recursive") ? counts(files) : counts(files, file);
    }

    private static List<IoCount> counts(SmallFiles files, String file) {
        return files.read(file) ? counts(files) : List.of();
    }

    /** Lines {@code major:minor [operation] value}; the sum over all devices is left out. */
    private static List<IoCount> counts(SmallFiles files) {
        Words words = files.words();
        List<IoCount> counts = new ArrayList<>();
        boolean more = words.next();
        while (more) {
            if (!words.isNumber()) {
                more = words.nextLine();
                continue;
            }
            long major = words.number();
            long minor = words.nextNumber();
            String operation = "";
            if (words.next() && !words.isNumber()) {
                operation = words.text();
                words.next();
            }
            counts.add(new IoCount(major, minor, operation, words.number()));
            more = words.nextLine();
        }
        return counts;
    }

    private static Pids pids(SmallFiles files, String folder) {
        return new Pids(
                files.number(folder + "pids.current", 0), files.number(folder + "pids.max", 0));
    }
}
