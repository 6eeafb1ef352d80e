package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.spec.Surroundings.Bind;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.oci.RuntimeSpec.Mount;
import dev.joey.testing.SampleSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MountsSectionTest {
    private final SampleSpec spec = new SampleSpec();
    private Surroundings around = Surroundings.bare();
    private String initBinary;

    private List<Mount> section() {
        return MountsSection.of(
                spec.made(), SecurityOptions.parse(spec.securityOptions), around, initBinary);
    }

    private List<String> destinations() {
        return section().stream().map(Mount::destination).toList();
    }

    private Mount at(String destination) {
        var found = section().stream().filter(m -> m.destination().equals(destination)).toList();
        assertEquals(1, found.size(), destination);
        return found.getFirst();
    }

    @Test
    void theKernelsFileSystemsComeFirst() {
        assertEquals(
                List.of(
                        "/proc",
                        "/dev",
                        "/dev/pts",
                        "/sys",
                        "/sys/fs/cgroup",
                        "/dev/mqueue",
                        "/dev/shm"),
                destinations());
        assertTrue(at("/sys").options().contains("ro"));
        assertTrue(at("/sys/fs/cgroup").options().contains("ro"));
    }

    @Test
    void sharedMemoryHasItsSize() {
        spec.shmSizeBytes = 4096;
        assertEquals(
                new Mount(
                        "/dev/shm",
                        "tmpfs",
                        "shm",
                        List.of("nosuid", "noexec", "nodev", "mode=1777", "size=4096")),
                at("/dev/shm"));
    }

    @Test
    void sharedMemoryFollowsTheIpcMode() {
        spec.ipcMode = "none";
        assertFalse(destinations().contains("/dev/shm"));
        spec.ipcMode = "host";
        assertEquals(
                new Mount("/dev/shm", "bind", "/dev/shm", List.of("rbind", "rw", "rprivate")),
                at("/dev/shm"));
        spec.ipcMode = "shareable";
        around =
                new Surroundings(
                        "rootfs", null, null, null, null, null, null, "/run/shm", List.of());
        assertEquals("/run/shm", at("/dev/shm").source());
    }

    @Test
    void privilegedWritesSysfsAndCgroups() {
        spec.privileged = true;
        spec.readonlyRootfs = true;
        assertFalse(at("/sys").options().contains("ro"));
        assertFalse(at("/sys/fs/cgroup").options().contains("ro"));
        spec.securityOptions = List.of("writable-cgroups=false");
        assertTrue(at("/sys/fs/cgroup").options().contains("ro"));
    }

    @Test
    void cgroupsCanBeMadeWritableAlone() {
        spec.securityOptions = List.of("writable-cgroups=true");
        assertFalse(at("/sys/fs/cgroup").options().contains("ro"));
        assertTrue(at("/sys").options().contains("ro"));
    }

    @Test
    void networkFilesAreWritableUnlessTheRootIsNot() {
        around =
                new Surroundings(
                        "rootfs",
                        "/c/hosts",
                        "/c/hostname",
                        "/c/resolv",
                        null,
                        null,
                        null,
                        null,
                        List.of());
        assertEquals(
                new Mount("/etc/hosts", "bind", "/c/hosts", List.of("rbind", "rw", "rprivate")),
                at("/etc/hosts"));
        spec.readonlyRootfs = true;
        assertTrue(at("/etc/resolv.conf").options().contains("ro"));
        assertTrue(at("/etc/hostname").options().contains("ro"));
        assertFalse(at("/dev").options().contains("ro"));
        assertFalse(at("/dev/shm").options().contains("ro"));
    }

    @Test
    void tmpfsHasDockersDefaults() {
        spec.tmpfs = Map.of("/tmp/", "", "/run", "size=1m,exec,mode=1770");
        assertEquals(List.of("noexec", "nosuid", "nodev", "rprivate"), at("/tmp").options());
        assertEquals(
                List.of("nosuid", "nodev", "rprivate", "size=1m", "exec", "mode=1770"),
                at("/run").options());
    }

    @Test
    void bindsWinAndShortPathsComeFirst() {
        around =
                new Surroundings(
                        "rootfs",
                        "/c/hosts",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(
                                new Bind("/v/deep", "/a/b/c", true, "rslave"),
                                new Bind("/v/hosts", "/etc/hosts", false, null),
                                new Bind("/v/a", "/a", false, null)));
        assertEquals(
                List.of("/a", "/etc/hosts", "/a/b/c"),
                destinations().subList(7, destinations().size()));
        assertEquals("/v/hosts", at("/etc/hosts").source());
        assertEquals(List.of("rbind", "ro", "rslave"), at("/a/b/c").options());
    }

    @Test
    void aGivenDevReplacesAllBelow() {
        spec.tmpfs = Map.of("/dev", "");
        assertEquals(List.of("/proc", "/sys", "/sys/fs/cgroup", "/dev"), destinations());
    }

    @Test
    void theInitBinaryIsBound() {
        initBinary = "/usr/bin/tini";
        assertEquals(
                new Mount("/sbin/docker-init", "bind", "/usr/bin/tini", List.of("bind", "ro")),
                at("/sbin/docker-init"));
    }

    @Test
    void wrongTmpfsIsRefused() {
        assertEquals("invalid mount path: 'tmp' mount path must be absolute", refusal("tmp", ""));
        assertEquals("invalid specification: destination can't be '/'", refusal("/.", ""));
        assertEquals("Invalid tmpfs option \"colour=red\"", refusal("/tmp", "ro,colour=red"));
        assertEquals("Invalid tmpfs option \"size\"", refusal("/tmp", "size"));
    }

    private static String refusal(String destination, String options) {
        return assertThrows(
                        InvalidParameter.class,
                        () -> MountsSection.checkTmpfs(Map.of(destination, options)))
                .getMessage();
    }
}
