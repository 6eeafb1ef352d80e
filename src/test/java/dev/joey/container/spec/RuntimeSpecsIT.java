package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.joey.container.ContainerSpec.Ulimit;
import dev.joey.testing.SampleSpec;
import dev.joey.testing.TinyProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The specs in the runtime's own hands: does what they say come true? */
class RuntimeSpecsIT {
    private static final int EPERM = 1;

    @TempDir Path bundle;

    private final SampleSpec spec = new SampleSpec();
    private RuncBundle runc;

    @BeforeEach
    void makeBundle() throws IOException {
        runc = new RuncBundle(bundle);
    }

    @AfterEach
    void removeGroups() throws IOException {
        runc.close();
    }

    private String output(String script) throws Exception {
        spec.cmd = List.of("sh", "-c", script);
        var run = runc.run(spec.made());
        assertEquals(0, run.code(), run.output());
        return run.output();
    }

    private static void contains(String output, String... parts) {
        for (String part : parts) {
            assertTrue(output.contains(part), part + " is not in\n" + output);
        }
    }

    @Test
    void aContainerStartsWithDockersDefaults() throws Exception {
        String output = output("id; env; hostname; pwd; cat /proc/self/status; mount; ls /dev");
        contains(
                output,
                "uid=0(root) gid=0(root)",
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n",
                "HOSTNAME=0123456789ab\n",
                "HOME=/root\n",
                "\n0123456789ab\n",
                "CapInh:\t0000000000000000\n",
                "CapEff:\t00000000a80425fb\n",
                "CapBnd:\t00000000a80425fb\n",
                "CapAmb:\t0000000000000000\n",
                "NoNewPrivs:\t0\n",
                "Seccomp:\t2\n",
                "proc on /proc type proc (rw,nosuid,nodev,noexec",
                "sysfs on /sys type sysfs (ro,nosuid,nodev,noexec",
                "shm on /dev/shm type tmpfs (rw,nosuid,nodev,noexec,relatime,size=65536k",
                "mqueue on /dev/mqueue type mqueue",
                "proc on /proc/sys type proc (ro,",
                "ptmx\n",
                "urandom\n");
        assertFalse(output.contains("OLDPWD"), output);
    }

    @Test
    void aNamedUserRunsWithItsGroupsInItsFolder() throws Exception {
        spec.user = "app";
        spec.groupAdd = List.of("99");
        spec.workingDir = "/srv/made/for/it";
        contains(
                output("id; pwd; env"),
                "uid=1000(app) gid=1001(app) groups=44(video),99,1001(app)",
                "/srv/made/for/it\n",
                "HOME=/home/app\n");
    }

    @Test
    void aPrivilegedContainerStartsWithWhatTheHostHas() throws Exception {
        spec.privileged = true;
        spec.readonlyRootfs = true;
        contains(
                output("cat /proc/self/status; mount"),
                "Seccomp:\t0\n",
                "CapEff:\t" + capabilityBits(),
                "sysfs on /sys type sysfs (rw,");
    }

    private static String capabilityBits() throws IOException {
        return Files.readString(Path.of("/proc/self/status"))
                .split("CapBnd:\t", 2)[1]
                .split("\n", 2)[0];
    }

    @Test
    void limitsAreKept() throws Exception {
        spec.memoryBytes = 32 << 20;
        spec.pidsLimit = 17L;
        spec.cpuShares = 512;
        spec.nanoCpus = 500_000_000;
        spec.cpusetCpus = "0";
        spec.ulimits = List.of(new Ulimit("nofile", 64, 128));
        spec.oomScoreAdj = 500;
        String output =
                output(
                        "ulimit -n; ulimit -Hn; cat /proc/self/oom_score_adj;"
                                + " cat /proc/self/status | busybox grep Cpus_allowed_list;"
                                + " cd /sys/fs/cgroup; cat memory/memory.limit_in_bytes"
                                + " pids/pids.max cpu/cpu.shares cpu/cpu.cfs_quota_us"
                                + " memory.max pids.max cpu.max 2>/dev/null; true");
        contains(output, "64\n128\n500\n", "Cpus_allowed_list:\t0\n", "33554432\n", "17\n");
        assertTrue(output.contains("512\n50000\n") || output.contains("50000 100000\n"), output);
    }

    @Test
    void theRootCanBeReadOnlyWithRoomInTmpfs() throws Exception {
        spec.readonlyRootfs = true;
        spec.tmpfs = Map.of("/tmp", "size=1m,mode=1777");
        contains(
                output("echo x >/x; echo y >/tmp/y && cat /tmp/y; mount"),
                "can't create /x: Read-only file system",
                "y\n",
                "tmpfs on /tmp type tmpfs (rw,nosuid,nodev,noexec,relatime,size=1024k");
    }

    @Test
    void filesOfTheHostAreBound() throws Exception {
        Path hosts = Files.writeString(bundle.resolve("hosts"), "10.0.0.1 here\n");
        spec.cmd = List.of("cat", "/etc/hosts");
        var around =
                new Surroundings(
                        "rootfs", hosts.toString(), null, null, null, null, null, null, List.of());
        assertEquals("10.0.0.1 here\n", runc.run(spec.made(), around).output());
    }

    @Test
    void hostNamespacesAreShared() throws Exception {
        spec.networkMode = "host";
        spec.pidMode = "host";
        spec.ipcMode = "host";
        spec.utsMode = "host";
        String here = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
        contains(output("busybox readlink /proc/self/ns/net; hostname"), here + "\n");
    }

    @Test
    void sysctlsAreSetInTheContainersNamespaces() throws Exception {
        spec.sysctls = Map.of("kernel.shmmni", "77", "net.ipv4.ip_forward", "1");
        spec.domainname = "example.org";
        contains(
                output(
                        "cat /proc/sys/kernel/shmmni /proc/sys/net/ipv4/ip_forward"
                                + " /proc/sys/net/ipv4/ip_unprivileged_port_start"
                                + " /proc/sys/kernel/domainname"),
                "77\n1\n0\nexample.org\n");
    }

    @Test
    void devicesAreClosedUnlessMapped() throws Exception {
        contains(
                output("busybox mknod /fuse c 10 229; cat /fuse; echo z >/dev/null && echo open"),
                "can't open '/fuse': Operation not permitted",
                "open\n");
    }

    @Test
    void rulesOpenDevices() throws Exception {
        spec.deviceCgroupRules = List.of("c 10:229 rw");
        contains(output("busybox mknod /fuse c 10 229; exec 3<>/fuse && echo opened"), "opened\n");
    }

    @Test
    void noNewPrivilegesIsSet() throws Exception {
        spec.securityOptions = List.of("no-new-privileges");
        contains(output("cat /proc/self/status"), "NoNewPrivs:\t1\n");
    }

    private int exitOf(String program) throws Exception {
        spec.cmd = List.of(program);
        return runc.run(spec.made()).code();
    }

    @Test
    void cryptographySocketsAreRefused() throws Exception {
        TinyProgram.socket64(runc.root().resolve("alg"), 38);
        assertEquals(EPERM, exitOf("/alg"));
        TinyProgram.socket64(runc.root().resolve("wide"), (1L << 32) + 38);
        assertEquals(EPERM, exitOf("/wide"));
        TinyProgram.socket64(runc.root().resolve("vsock"), 40);
        assertEquals(EPERM, exitOf("/vsock"));
        TinyProgram.socket64(runc.root().resolve("unix"), 1);
        assertTrue(exitOf("/unix") > 200);
    }

    @Test
    void programsOf32BitsHaveSocketsButNotForCryptography() throws Exception {
        TinyProgram.socketcall32(runc.root().resolve("inet"), 2);
        spec.securityOptions = List.of("seccomp=unconfined");
        assumeTrue(exitOf("/inet") > 200, "the kernel runs no 32-bit programs");
        spec.securityOptions = List.of();
        assertTrue(exitOf("/inet") > 200);
        TinyProgram.socket32(runc.root().resolve("alg"), 38);
        assertEquals(EPERM, exitOf("/alg"));
        TinyProgram.socket32(runc.root().resolve("unix"), 1);
        assertTrue(exitOf("/unix") > 200);
    }

    @Test
    void aGivenProfileIsKept() throws Exception {
        spec.securityOptions =
                List.of(
                        "seccomp={\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":"
                                + "[\"mkdir\",\"mkdirat\"],\"action\":\"SCMP_ACT_ERRNO\","
                                + "\"errnoRet\":5}]}");
        contains(output("busybox mkdir /x; true"), "Input/output error");
    }
}
