package dev.joey.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DockerCli;
import dev.joey.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The options of {@code docker run}, each seen from inside the container. */
class DockerRunOptionsIT {
    /** What Docker gives. Source: its documentation, "Runtime privilege and Linux capabilities". */
    private static final long DEFAULT_CAPABILITIES = 0xa80425fbL;

    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    private static String inside(List<String> options, String script) {
        return DOCKER.inside(options, "sh", "-c", script);
    }

    /** What the kernel's two cgroup versions call a limit; the container sees its own. */
    private static String limit(List<String> options, String v1, String v2) {
        String root = "/sys/fs/cgroup/";
        return inside(options, "cat " + root + v1 + " 2>/dev/null || cat " + root + v2);
    }

    private static long capabilities(String... options) {
        String line = inside(List.of(options), "grep CapEff /proc/self/status");
        return Long.parseUnsignedLong(line.split("\\s+", -1)[1], 16);
    }

    @Test
    void theRootIsReadOnlyAndATmpfsIsNot() {
        String script =
                "touch /x || echo refused; touch /t/y && echo written; grep ' /t ' /proc/mounts";
        String seen =
                inside(List.of("--read-only", "--tmpfs", "/t:size=4m,mode=700"), script + " 2>&1");

        assertTrue(seen.startsWith("refused\nwritten\ntmpfs /t tmpfs rw,"), seen);
        assertTrue(seen.contains("size=4096k") && seen.contains("mode=700"), seen);
    }

    @Test
    void capabilitiesAreDockersAndCanBeAddedAndDropped() {
        long all = hostCapabilities();
        assertEquals(DEFAULT_CAPABILITIES & all, capabilities());
        assertEquals(0, capabilities("--cap-drop", "ALL"));
        assertEquals(1 << 12, capabilities("--cap-drop", "ALL", "--cap-add", "NET_ADMIN"));
        assertEquals(DEFAULT_CAPABILITIES & all & ~1L, capabilities("--cap-drop", "chown"));
        assertEquals(all, capabilities("--cap-add", "ALL"));
    }

    @Test
    void capabilitiesArePassedOnToNobody() {
        String inheritable =
                inside(List.of("--cap-add", "NET_ADMIN"), "grep CapInh /proc/self/status");

        assertTrue(inheritable.endsWith("0000000000000000"), inheritable);
    }

    @Test
    void privilegedHasAllThatTheHostHas() {
        assertEquals(hostCapabilities(), capabilities("--privileged"));
        String seen =
                inside(
                        List.of("--privileged"),
                        "grep Seccomp: /proc/self/status; ls /dev | wc -l; echo 1 >/proc/sys/kernel/domainname && echo written");
        assertTrue(seen.startsWith("Seccomp:\t0\n"), seen);
        assertTrue(seen.endsWith("written"), seen);
        assertTrue(Integer.parseInt(seen.lines().toList().get(1)) > 20, seen);
    }

    @Test
    void withoutPrivilegeTheKernelIsGuarded() {
        String seen =
                inside(
                        List.of(),
                        "grep Seccomp: /proc/self/status;"
                                + " echo 1 2>/dev/null >/proc/sys/kernel/domainname || echo guarded;"
                                + " cat /proc/keys /proc/kcore 2>/dev/null | wc -c; ls /sys/firmware 2>/dev/null | wc -l;"
                                + " mount -t tmpfs x /tmp 2>/dev/null || echo no mount");

        assertEquals(
                List.of("Seccomp:\t2", "guarded", "0", "0", "no mount"), seen.lines().toList());
    }

    @Test
    void noNewPrivilegesIsSet() {
        String script = "grep NoNewPrivs /proc/self/status";

        assertTrue(inside(List.of(), script).endsWith("0"));
        assertTrue(inside(List.of("--security-opt", "no-new-privileges"), script).endsWith("1"));
    }

    @Test
    void seccompCanBeLeftOut() {
        String seen =
                inside(
                        List.of("--security-opt", "seccomp=unconfined"),
                        "grep Seccomp: /proc/self/status");

        assertEquals("Seccomp:\t0", seen);
    }

    @Test
    void theUserIsByNumberOrByName() {
        assertEquals("1000:1001", inside(List.of("--user", "1000:1001"), "echo $(id -u):$(id -g)"));
        assertEquals("nobody /home", inside(List.of("-u", "nobody"), "echo $(whoami) $HOME"));
        assertEquals(
                "0 5 7",
                inside(List.of("--group-add", "7", "--group-add", "5"), "id -G")
                        .replaceAll("\\b1\\b ", ""));
        Program.Result unknown =
                DOCKER.run("run", "--rm", "--network", "none", "-u", "someone", "busybox", "id");
        assertTrue(unknown.err().contains("unable to find user someone"), unknown.err());
        assertEquals(List.of(), DOCKER.lines("ps", "-aq"));
    }

    @Test
    void theWorkingDirectoryIsMade() {
        assertEquals("/made/here", inside(List.of("-w", "/made/here"), "pwd"));
    }

    @Test
    void theEnvironmentIsTheImagesAndTheUsers() {
        Path file =
                DOCKER.file(
                        "env", "B=from file\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String seen =
                inside(
                        List.of("-e", "A=b c=d", "--env-file", file.toString(), "--hostname", "h"),
                        "env | sort");

        assertEquals(
                List.of(
                        "A=b c=d",
                        "B=from file",
                        "HOME=/root",
                        "HOSTNAME=h",
                        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
                seen.lines().filter(line -> !line.matches("(SHLVL|PWD)=.*")).toList());
        assertTrue(
                DOCKER.run("run", "--rm", "-t", "--network", "none", "busybox", "env")
                        .ok()
                        .contains("TERM=xterm"));
    }

    @Test
    void anEntrypointIsPutInFront() {
        assertEquals("a b", DOCKER.inside(List.of("--entrypoint", "echo"), "a", "b"));
    }

    @Test
    void limitsOfTheProcessAreSet() {
        String script = "ulimit -Sn; ulimit -Hn; cat /proc/self/oom_score_adj";

        assertEquals(
                "100\n200\n300",
                inside(List.of("--ulimit", "nofile=100:200", "--oom-score-adj", "300"), script));
    }

    @Test
    void memoryIsLimited() {
        List<String> options = List.of("--memory", "64m");

        assertEquals("67108864", limit(options, "memory/memory.limit_in_bytes", "memory.max"));
    }

    @Test
    void whoTakesTooMuchMemoryIsKilledAndThatIsTold() {
        DOCKER.run(
                "run",
                "--name",
                "greedy",
                "--network",
                "none",
                "--memory",
                "16m",
                "--memory-swap",
                "16m",
                "busybox",
                "sh",
                "-c",
                "tail /dev/zero");

        Awaitility.await()
                .untilAsserted(
                        () ->
                                assertEquals(
                                        "137 true",
                                        DOCKER.inspect(
                                                "greedy",
                                                "{{.State.ExitCode}} {{.State.OOMKilled}}")));
    }

    @Test
    void processorsAreLimited() {
        assertEquals(
                "50000",
                limit(List.of("--cpus", "0.5"), "cpu/cpu.cfs_quota_us", "cpu.max")
                        .split(" ", -1)[0]);
        assertEquals(
                "0", limit(List.of("--cpuset-cpus", "0"), "cpuset/cpuset.cpus", "cpuset.cpus"));
        String shares = limit(List.of("--cpu-shares", "512"), "cpu/cpu.shares", "cpu.weight");
        assertTrue(List.of("512", "20").contains(shares), shares);
    }

    @Test
    void processesAreLimited() {
        assertEquals("17", limit(List.of("--pids-limit", "17"), "pids/pids.max", "pids.max"));
        Program.Result result =
                DOCKER.run(
                        "run",
                        "--rm",
                        "--network",
                        "none",
                        "--pids-limit",
                        "5",
                        "busybox",
                        "sh",
                        "-c",
                        "for i in 1 2 3 4 5 6 7 8; do sleep 3 & done");
        assertTrue(result.err().contains("fork"), result.err());
    }

    @Test
    void aDeviceIsThereWithItsRights() {
        // Not one of those that every container may use.
        String device = "/dev/kmsg";
        Assumptions.assumeTrue(Files.exists(Path.of(device)));
        String script = "(: >/dev/other) 2>&1 && echo opened; stat -c %t:%T /dev/other";

        assertEquals("opened\n1:b", inside(List.of("--device", device + ":/dev/other:rw"), script));
        String refused = inside(List.of("--device", device + ":/dev/other:r"), script);
        assertTrue(refused.matches("(?s).*not permitted\\s+1:b"), refused);
        assertNotEquals(
                0,
                DOCKER.run(
                                "run",
                                "--rm",
                                "--network",
                                "none",
                                "--device",
                                "/dev/no-such",
                                "busybox",
                                "true")
                        .code());
    }

    @Test
    void kernelParametersAreSet() {
        String seen =
                inside(
                        List.of(
                                "--sysctl",
                                "kernel.shm_rmid_forced=1",
                                "--sysctl",
                                "net.ipv4.ip_forward=1"),
                        "cat /proc/sys/kernel/shm_rmid_forced /proc/sys/net/ipv4/ip_forward");

        assertEquals("1\n1", seen);
    }

    @Test
    void sharedMemoryHasItsSize() {
        assertTrue(
                inside(List.of("--shm-size", "16m"), "df -k /dev/shm | tail -1")
                        .contains(" 16384 "));
        assertTrue(inside(List.of(), "df -k /dev/shm | tail -1").contains(" 65536 "));
    }

    @Test
    void theHostnameIsTheContainersOwn() {
        assertEquals(
                "box box",
                inside(List.of("--hostname", "box"), "echo $(hostname) $(cat /etc/hostname)"));
        String id = DOCKER.ok("run", "-d", "--network", "none", "busybox", "hostname");
        DOCKER.ok("wait", id);
        assertEquals(id.substring(0, 12), DOCKER.ok("logs", id));
        assertEquals(
                "a.example",
                inside(List.of("--domainname", "a.example"), "cat /proc/sys/kernel/domainname"));
    }

    @Test
    void withoutNetworkThereIsOnlyTheLoopback() {
        String seen = inside(List.of(), "ls /sys/class/net; grep -c localhost /etc/hosts");

        assertTrue(seen.startsWith("lo\n"), seen);
        assertTrue(!seen.endsWith("\n0"), seen);
    }

    @Test
    void theHostsNetworkIsTheHosts() throws IOException {
        String seen =
                DOCKER.ok(
                        "run",
                        "--rm",
                        "--network",
                        "host",
                        "busybox",
                        "sh",
                        "-c",
                        "readlink /proc/self/ns/net; hostname");

        assertEquals(
                Files.readSymbolicLink(Path.of("/proc/self/ns/net"))
                        + "\n"
                        + Program.run("hostname").ok().strip(),
                seen);
    }

    @Test
    void namespacesOfTheHostCanBeShared() throws IOException {
        for (String kind : List.of("pid", "ipc", "uts")) {
            String own = inside(List.of(), "readlink /proc/self/ns/" + kind);
            String shared = inside(List.of("--" + kind, "host"), "readlink /proc/self/ns/" + kind);
            String hosts = Files.readSymbolicLink(Path.of("/proc/self/ns/" + kind)).toString();

            assertEquals(hosts, shared);
            assertNotEquals(hosts, own);
        }
    }

    @Test
    void onFailureRunsAgainSoOften() {
        DOCKER.background("fails", "echo run; exit 3", "--restart", "on-failure:2");

        Awaitility.await()
                .untilAsserted(
                        () ->
                                assertEquals(
                                        "exited 3 2",
                                        DOCKER.inspect(
                                                "fails",
                                                "{{.State.Status}} {{.State.ExitCode}} {{.RestartCount}}")));
        assertEquals(List.of("run", "run", "run"), DOCKER.lines("logs", "fails"));
    }

    @Test
    void whatSucceedsIsNotRunAgainOnFailure() {
        DOCKER.background("fine", "echo run", "--restart", "on-failure");
        DOCKER.ok("wait", "fine");

        assertEquals("exited 0", DOCKER.inspect("fine", "{{.State.Status}} {{.RestartCount}}"));
    }

    @Test
    void alwaysRunsAgainUntilItIsStopped() {
        DOCKER.background("always", "echo run; sleep 0.1", "--restart", "always");
        Awaitility.await().until(() -> DOCKER.lines("logs", "always").size() >= 3);
        DOCKER.ok("stop", "-t", "0", "always");

        assertEquals("exited", DOCKER.inspect("always", "{{.State.Status}}"));
        int runs = DOCKER.lines("logs", "always").size();
        assertEquals(String.valueOf(runs - 1), DOCKER.inspect("always", "{{.RestartCount}}"));
    }

    @Test
    void theStopSignalIsTheContainers() {
        String script = "trap 'echo USR1; exit 6' USR1; echo ready; while :; do sleep 0.1; done";
        DOCKER.background("signalled", script, "--stop-signal", "USR1");
        awaitReady("signalled");
        DOCKER.ok("stop", "signalled");

        assertEquals("ready\nUSR1", DOCKER.ok("logs", "signalled"));
        assertEquals("6", DOCKER.inspect("signalled", "{{.State.ExitCode}}"));
    }

    @Test
    void labelsAndOptionsAreShownAsTheyWereGiven() {
        DOCKER.ok(
                "create",
                "--name",
                "shown",
                "--network",
                "none",
                "-l",
                "a=b",
                "--label",
                "c",
                "--memory",
                "10m",
                "--cpus",
                "1.5",
                "--cap-add",
                "SYS_TIME",
                "--stop-timeout",
                "3",
                "--restart",
                "on-failure:5",
                "--log-opt",
                "max-size=1m",
                "busybox",
                "true");

        assertEquals(
                "map[a:b c:] 10485760 1500000000 [CAP_SYS_TIME] 3 on-failure 5 map[max-size:1m]",
                DOCKER.inspect(
                        "shown",
                        "{{.Config.Labels}} {{.HostConfig.Memory}} {{.HostConfig.NanoCpus}}"
                                + " {{.HostConfig.CapAdd}} {{.Config.StopTimeout}}"
                                + " {{.HostConfig.RestartPolicy.Name}}"
                                + " {{.HostConfig.RestartPolicy.MaximumRetryCount}} {{.HostConfig.LogConfig.Config}}"));
    }

    @Test
    void whatIsNotBuiltYetIsNamed() {
        Program.Result result = DOCKER.run("run", "--rm", "--network", "bridge", "busybox", "true");

        Assumptions.assumeTrue(result.code() != 0, "networks are there");
        assertEquals(125, result.code());
        assertTrue(result.err().contains("NetworkMode"), result.err());
    }

    private static void awaitReady(String name) {
        Awaitility.await().until(() -> DOCKER.ok("logs", name).contains("ready"));
    }

    private static long hostCapabilities() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            String bounding =
                    lines.filter(line -> line.startsWith("CapBnd")).findFirst().orElseThrow();
            return Long.parseUnsignedLong(
                    new ArrayList<>(List.of(bounding.split("\\s+", -1))).get(1), 16);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
