package dev.joey.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DockerCli;
import dev.joey.testing.LiveProgram;
import dev.joey.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The daemon's own containerd is killed under running containers. */
class ContainerdCrashIT {
    private static final String COUNTING = "i=0; while :; do i=$((i+1)); echo $i; sleep 0.1; done";

    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    private final CrashRig rig = new CrashRig(DOCKER);

    /** The process whose only argument is our containerd's configuration. */
    private static long containerd() {
        String config = DOCKER.daemon().execRoot().resolve("containerd/containerd.toml").toString();
        return ProcessHandle.allProcesses()
                .filter(process -> arguments(process).endsWith("\0--config\0" + config + "\0"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElse(0);
    }

    private static String arguments(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }

    private static long killContainerd() {
        long pid = containerd();
        assertNotEquals(0, pid);
        Program.run("kill", "-KILL", String.valueOf(pid)).ok();
        CrashRig.await().until(() -> containerd() != pid);
        return pid;
    }

    private static void awaitContainerd() {
        CrashRig.await()
                .until(
                        () ->
                                DOCKER.run("run", "--rm", "--network", "none", "busybox", "true")
                                                .code()
                                        == 0);
    }

    private static long pid(String name) {
        return Long.parseLong(DOCKER.inspect(name, "{{.State.Pid}}"));
    }

    @Test
    void containersGoOnAndSoDoTheirLogs() {
        DOCKER.background("counting", COUNTING);
        long pid = pid("counting");
        CrashRig.await().until(() -> rig.counted("counting") > 3);
        try (LiveProgram logs = DOCKER.live("logs", "-f", "counting")) {
            killContainerd();
            int seen = rig.counted("counting");
            logs.awaitOut("\n" + (seen + 10) + "\n");
            awaitContainerd();

            assertEquals(pid, pid("counting"));
            rig.assertCounting("counting");
            assertEquals("running 0", rig.state("counting"));
        }
        rig.assertUsable("counting");
    }

    @Test
    void endsAreSeenThatHappenMeanwhileAndLater() {
        DOCKER.background("meanwhile", "trap 'exit 5' TERM; while :; do sleep 0.02; done");
        DOCKER.background("later", "trap 'exit 6' TERM; while :; do sleep 0.02; done");
        DOCKER.background("again", "echo run; sleep 1000", "--restart", "always");
        DOCKER.background("once", "sleep 1000", "--rm");
        try (LiveProgram meanwhile = DOCKER.live("wait", "meanwhile");
                LiveProgram later = DOCKER.live("wait", "later")) {
            List<Long> pids = List.of(pid("meanwhile"), pid("again"), pid("once"));
            killContainerd();
            Program.run("kill", "-TERM", String.valueOf(pids.get(0))).ok();
            Program.run("kill", "-KILL", String.valueOf(pids.get(1)), String.valueOf(pids.get(2)))
                    .ok();

            assertEquals(0, meanwhile.exitCode(), meanwhile.err());
            assertEquals("5\n", meanwhile.out());
            rig.awaitState("once", "gone");
            CrashRig.await().until(() -> DOCKER.lines("logs", "again").size() == 2);
            rig.awaitState("again", "running 0");
            DOCKER.ok("stop", "later");
            assertEquals(0, later.exitCode());
            assertEquals("6\n", later.out());
        }
        rig.assertNoTraces();
    }

    @Test
    void itIsStartedAgainAndVerbsWork() {
        DOCKER.background("held", "sleep 1000");
        long before = killContainerd();
        CrashRig.await().until(() -> containerd() != 0);
        assertNotEquals(before, containerd());

        awaitContainerd();
        DOCKER.ok("pause", "held");
        DOCKER.ok("unpause", "held");
        assertTrue(DOCKER.ok("top", "held").contains("sleep 1000"));
        rig.assertUsable("held");
    }

    @Test
    void whileItIsGoneVerbsSayWhy() {
        DOCKER.ok("create", "--name", "waiting", "--network", "none", "busybox", "echo", "ran");
        Path config = DOCKER.daemon().execRoot().resolve("containerd/containerd.sock");
        killContainerd();
        Program.Result result = DOCKER.run("start", "waiting");
        // Either it was too early, which is told, or containerd was there again.
        if (result.code() != 0) {
            assertTrue(result.err().contains("containerd"), result.err() + config);
        }
        CrashRig.await().until(() -> DOCKER.run("start", "waiting").code() == 0);
        rig.awaitState("waiting", "exited 0");
        assertTrue(DOCKER.lines("logs", "waiting").contains("ran"));
        rig.assertUsable("waiting");
    }

    @Test
    void aRestartOfTheDaemonRightAfterwardsFindsAll() {
        DOCKER.background("counting", COUNTING);
        CrashRig.await().until(() -> rig.counted("counting") > 3);
        long pid = pid("counting");
        killContainerd();
        DOCKER.daemon().kill();
        DOCKER.daemon().startAgain();

        assertEquals("running 0", rig.state("counting"));
        assertEquals(pid, pid("counting"));
        DOCKER.ok("stop", "-t", "0", "counting");
        assertEquals("exited 137", rig.state("counting"));
        rig.assertUsable("counting");
    }

    @Test
    void bothDieAndTheContainerEndsMeanwhile() {
        DOCKER.background("ended", "trap 'exit 7' TERM; while :; do sleep 0.02; done");
        long pid = pid("ended");
        DOCKER.daemon().kill();
        killContainerd();
        Program.run("kill", "-TERM", String.valueOf(pid)).ok();
        CrashRig.await()
                .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        DOCKER.daemon().startAgain();

        rig.awaitState("ended", "exited 7");
        rig.assertUsable("ended");
    }
}
