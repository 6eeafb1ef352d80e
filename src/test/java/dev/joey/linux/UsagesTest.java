package dev.joey.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.linux.CgroupUsage.IoCount;
import dev.joey.linux.Usages.HostCpu;
import dev.joey.linux.Usages.InterfaceUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsagesTest {
    private static final String VERSION_1 =
            """
            31 30 0:27 / /cg/memory rw,nosuid shared:9 - cgroup cgroup rw,memory
            32 30 0:28 / /cg/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
            33 30 0:29 / /cg/pids rw - cgroup cgroup rw,pids
            34 30 0:30 / /cg/blkio rw - cgroup cgroup rw,blkio
            """;

    private static final String VERSION_2 =
            "30 22 0:26 / /cg rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";

    @TempDir Path temp;

    private Usages usages(String mountinfo) throws IOException {
        return new HostUsages(
                HostSyscalls.current(),
                Files.writeString(temp.resolve("mountinfo"), mountinfo),
                temp);
    }

    private void file(String path, String content) throws IOException {
        Path file = temp.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    void version1IsReadFromAllItsHierarchies() throws IOException {
        for (String controller : List.of("memory", "cpu,cpuacct", "pids", "blkio")) {
            file("cg/" + controller + "/joey/a/cgroup.procs", "12\n");
        }
        file("cg/memory/joey/a/memory.usage_in_bytes", "4096\n");
        file("cg/memory/joey/a/memory.max_usage_in_bytes", "8192\n");
        file("cg/memory/joey/a/memory.limit_in_bytes", "9223372036854771712\n");
        file("cg/memory/joey/a/memory.failcnt", "3\n");
        file("cg/memory/joey/a/memory.stat", "cache 7\nnew_key 1\nrss 5\ntotal_inactive_file 6\n");
        file("cg/cpu,cpuacct/joey/a/cpuacct.usage", "1234567890\n");
        file("cg/cpu,cpuacct/joey/a/cpuacct.usage_percpu", "1000000000 234567890 \n");
        file("cg/cpu,cpuacct/joey/a/cpuacct.stat", "user 70\nsystem 53\n");
        file(
                "cg/cpu,cpuacct/joey/a/cpu.stat",
                "nr_periods 9\nnr_throttled 4\nthrottled_time 55\nwait_sum 1\n");
        file("cg/pids/joey/a/pids.current", "2\n");
        file("cg/pids/joey/a/pids.max", "max\n");
        file(
                "cg/blkio/joey/a/blkio.throttle.io_service_bytes_recursive",
                "254:0 Read 4096\n254:0 Write 8192\n254:0 Total 12288\nTotal 12288\n");
        file("cg/blkio/joey/a/blkio.bfq.io_serviced_recursive", "Total 0\n");

        CgroupUsage usage = usages(VERSION_1).cgroup("/joey/a").orElseThrow();
        assertEquals(
                new CgroupUsage.Cpu(
                        1_234_567_890L,
                        700_000_000,
                        530_000_000,
                        List.of(1_000_000_000L, 234_567_890L),
                        9,
                        4,
                        55),
                usage.cpu());
        assertEquals(4096, usage.memory().usageBytes());
        assertEquals(8192, usage.memory().maxUsageBytes());
        assertEquals(9_223_372_036_854_771_712L, usage.memory().limitBytes());
        assertEquals(3, usage.memory().failures());
        assertEquals(6, usage.memory().inactiveFileBytes());
        assertEquals(32, usage.memory().stat().size());
        assertEquals(5, usage.memory().stat().get("rss"));
        assertEquals(0, usage.memory().stat().get("total_cache"));
        assertEquals(new CgroupUsage.Pids(2, 0), usage.pids());
        assertEquals(
                List.of(
                        new IoCount(254, 0, "Read", 4096),
                        new IoCount(254, 0, "Write", 8192),
                        new IoCount(254, 0, "Total", 12288)),
                usage.io().serviceBytes());
        assertEquals(List.of(), usage.io().serviced());
    }

    @Test
    void version2IsReadFromTheUnifiedHierarchy() throws IOException {
        file("cg/joey/a/cgroup.procs", "12\n");
        file(
                "cg/joey/a/cpu.stat",
                """
                usage_usec 1234
                user_usec 1000
                system_usec 234
                nice_usec 1
                nr_periods 9
                nr_throttled 4
                throttled_usec 5
                """);
        file("cg/joey/a/memory.current", "4096\n");
        file("cg/joey/a/memory.max", "max\n");
        file("cg/joey/a/memory.stat", "anon 3\nfile 4\ninactive_file 2\n");
        file("cg/joey/a/memory.events", "low 0\nhigh 0\nmax 5\noom 1\noom_kill 1\n");
        file(
                "cg/joey/a/io.stat",
                """
                254:0 rbytes=4096 wbytes=8192 rios=1 wios=2 dbytes=0 dios=0
                7:3\s
                8:16 rbytes=1 wbytes=2 rios=1 wios=1
                """);
        file("cg/joey/a/pids.current", "2\n");
        file("cg/joey/a/pids.max", "max\n");

        CgroupUsage usage = usages(VERSION_2).cgroup("/joey/a").orElseThrow();
        assertEquals(
                new CgroupUsage.Cpu(1_234_000, 1_000_000, 234_000, List.of(), 9, 4, 5_000),
                usage.cpu());
        assertEquals(4096, usage.memory().usageBytes());
        assertEquals(Long.MAX_VALUE, usage.memory().limitBytes());
        assertEquals(1, usage.memory().failures());
        assertEquals(2, usage.memory().inactiveFileBytes());
        assertEquals(new CgroupUsage.Pids(2, Long.MAX_VALUE), usage.pids());
        assertEquals(
                List.of(
                        new IoCount(254, 0, "read", 4096),
                        new IoCount(254, 0, "write", 8192),
                        new IoCount(7, 3, "read", 0),
                        new IoCount(7, 3, "write", 0),
                        new IoCount(8, 16, "read", 1),
                        new IoCount(8, 16, "write", 2)),
                usage.io().serviceBytes());
        assertNull(usage.io().serviced());
    }

    @Test
    void aGroupThatIsGoneOrHasNoControllersIsNoFailure() throws IOException {
        assertEquals(Optional.empty(), usages(VERSION_2).cgroup("/joey/none"));
        assertEquals(Optional.empty(), usages(VERSION_1).cgroup("/joey/none"));
        file("cg/joey/bare/cgroup.procs", "");
        CgroupUsage usage = usages(VERSION_2).cgroup("/joey/bare").orElseThrow();
        assertEquals(new CgroupUsage(null, null, null, null), usage);
    }

    @Test
    void theHostTellsItsProcessorsAndMemory() throws IOException {
        file(
                "proc/stat",
                """
                cpu  1 2 3 4 5 6 7 8 9 10
                cpu0 1 1 1 1 1 1 1 0 0 0
                cpu1 0 1 2 3 4 5 6 0 0 0
                intr 5 6 7
                """);
        file("proc/meminfo", "MemTotal:       2048 kB\nMemFree: 1 kB\n");
        assertEquals(new HostCpu(280_000_000, 2), usages(VERSION_2).cpu());
        assertEquals(2 << 20, usages(VERSION_2).memoryBytes());
    }

    @Test
    void interfacesAreReadWithoutTheLoopbackAndTunnels() throws IOException {
        file(
                "proc/42/net/dev",
                """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                    lo:     100       1    0    0    0     0          0         0      100       1    0    0    0     0       0          0
                 tunl0:       0       0    0    0    0     0          0         0        0       0    0    0    0     0       0          0
                  eth0: 1296 16 1 2 0 0 0 0 656 9 3 4 0 0 0 0
                """);
        assertEquals(
                List.of(new InterfaceUsage("eth0", 1296, 16, 1, 2, 656, 9, 3, 4)),
                usages(VERSION_2).interfaces(42));
        assertEquals(List.of(), usages(VERSION_2).interfaces(43));
    }

    @Test
    void theRealHostIsUnderstood() {
        Usages host = new HostUsages(HostSyscalls.current());
        assertTrue(host.cpu().nanos() > 0);
        assertTrue(host.cpu().online() > 0);
        assertTrue(host.memoryBytes() > 1 << 20);
        assertEquals(Optional.empty(), host.cgroup("/joey-no-such-group"));
    }
}
