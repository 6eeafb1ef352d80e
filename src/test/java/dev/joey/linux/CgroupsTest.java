package dev.joey.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import dev.joey.linux.Cgroups.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupsTest {
    private static final String VERSION_1 =
            """
            22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
            30 22 0:26 / /sys/fs/cgroup ro - tmpfs tmpfs ro,mode=755
            31 30 0:27 / /sys/fs/cgroup/memory rw,nosuid shared:9 - cgroup cgroup rw,memory
            32 30 0:28 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
            33 30 0:29 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids
            34 30 0:30 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd
            35 30 0:31 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
            """;

    private static final String VERSION_2 =
            "30 22 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";

    @TempDir Path temp;

    private HostCgroups cgroups(String mountinfo) throws IOException {
        return new HostCgroups(Files.writeString(temp.resolve("mountinfo"), mountinfo), temp);
    }

    private Path file(String path, String content) throws IOException {
        Path file = temp.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @Test
    void hierarchiesWithControllersAreVersion1EvenBesideAUnifiedOne() throws IOException {
        assertEquals(1, cgroups(VERSION_1).version());
        assertEquals(2, cgroups(VERSION_2).version());
    }

    @Test
    void version1OffersWhatHasControlFiles() throws IOException {
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "1");
        file("sys/fs/cgroup/memory/memory.oom_control", "1");
        file("sys/fs/cgroup/cpu,cpuacct/cpu.shares", "1024");
        Files.createDirectories(temp.resolve("sys/fs/cgroup/pids"));
        Cgroups cgroups = cgroups(VERSION_1);
        assertTrue(cgroups.supports(Feature.MEMORY));
        assertTrue(cgroups.supports(Feature.OOM_KILL_DISABLE));
        assertFalse(cgroups.supports(Feature.SWAP));
        assertTrue(cgroups.supports(Feature.CPU_SHARES));
        assertFalse(cgroups.supports(Feature.CPU_REALTIME));
        assertTrue(cgroups.supports(Feature.PIDS));
        assertFalse(cgroups.supports(Feature.CPUSET));
        assertFalse(cgroups.supports(Feature.DEVICES));
    }

    @Test
    void version2OffersWhatItsControllersDo() throws IOException {
        file("sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory pids\n");
        file("sys/fs/cgroup/system.slice/memory.swap.max", "max");
        Cgroups cgroups = cgroups(VERSION_2);
        for (Feature feature :
                List.of(
                        Feature.MEMORY,
                        Feature.SWAP,
                        Feature.CPU_SHARES,
                        Feature.CPU_CFS,
                        Feature.CPUSET,
                        Feature.PIDS,
                        Feature.BLKIO_THROTTLE,
                        Feature.DEVICES,
                        Feature.FREEZER)) {
            assertTrue(cgroups.supports(feature), feature.name());
        }
        assertFalse(cgroups.supports(Feature.KERNEL_MEMORY));
        assertFalse(cgroups.supports(Feature.SWAPPINESS));
        assertFalse(cgroups.supports(Feature.BLKIO_WEIGHT));
    }

    @Test
    void pidsAreThoseOfTheWholeTree() throws IOException {
        file("sys/fs/cgroup/cgroup.procs", "1\n");
        file("sys/fs/cgroup/joey/c1/cgroup.procs", "30\n12\n");
        file("sys/fs/cgroup/joey/c1/inner/deep/cgroup.procs", "7\n");
        file("sys/fs/cgroup/joey/c1/inner/cgroup.procs", "");
        file("sys/fs/cgroup/joey/c2/cgroup.procs", "99\n");
        Cgroups cgroups = cgroups(VERSION_2);
        assertEquals(List.of(7L, 12L, 30L), cgroups.pids("/joey/c1"));
        assertEquals(List.of(), cgroups.pids("/joey/c3"));
    }

    @Test
    void pidsAreFoundInTheFirstHierarchyThatHasTheGroup() throws IOException {
        file("sys/fs/cgroup/pids/joey/c1/cgroup.procs", "5\n");
        assertEquals(List.of(5L), cgroups(VERSION_1).pids("/joey/c1"));
    }

    @Test
    void anEmptiedGroupIsRemovedFromEveryHierarchyWithTheGroupsBelowIt() throws IOException {
        Files.createDirectories(temp.resolve("sys/fs/cgroup/memory/joey/c1/inner"));
        Files.createDirectories(temp.resolve("sys/fs/cgroup/systemd/joey/c1"));
        Files.createDirectories(temp.resolve("sys/fs/cgroup/unified/joey/c1"));
        Files.createDirectories(temp.resolve("sys/fs/cgroup/memory/joey/c2"));
        Cgroups cgroups = cgroups(VERSION_1);
        cgroups.remove("/joey/c1");
        cgroups.remove("/joey/c1");
        assertFalse(Files.exists(temp.resolve("sys/fs/cgroup/memory/joey/c1")));
        assertFalse(Files.exists(temp.resolve("sys/fs/cgroup/systemd/joey/c1")));
        assertFalse(Files.exists(temp.resolve("sys/fs/cgroup/unified/joey/c1")));
        assertTrue(Files.exists(temp.resolve("sys/fs/cgroup/memory/joey/c2")));
    }

    @Test
    void aGroupThatIsStillUsedSaysSo() throws IOException {
        file("sys/fs/cgroup/joey/c1/in-use", "");
        Cgroups cgroups = cgroups(VERSION_2);
        assertThrows(EngineException.Unavailable.class, () -> cgroups.remove("/joey/c1"));
    }

    @Test
    void pathsOutsideOfTheHierarchyAreRefused() throws IOException {
        Cgroups cgroups = cgroups(VERSION_2);
        for (String path : List.of("/", "", "/../../etc", "..", "/joey/../..")) {
            assertThrows(EngineException.InvalidParameter.class, () -> cgroups.remove(path));
            assertThrows(EngineException.InvalidParameter.class, () -> cgroups.pids(path));
        }
    }

    @Test
    void blanksInMountPointsAreUnderstood() throws IOException {
        Cgroups cgroups = cgroups("30 22 0:26 / /my\\040groups rw - cgroup2 cgroup2 rw\n");
        file("my groups/joey/c1/cgroup.procs", "5\n");
        assertEquals(List.of(5L), cgroups.pids("/joey/c1"));
    }

    @Test
    void theHostsGroupsAreFound() {
        Cgroups cgroups = new HostCgroups();
        assertTrue(cgroups.version() == 1 || cgroups.version() == 2);
        assertEquals(List.of(), cgroups.pids("/joey-no-such-group"));
    }
}
