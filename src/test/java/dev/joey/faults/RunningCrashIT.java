package dev.joey.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DockerCli;
import dev.joey.testing.LiveProgram;
import dev.joey.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The daemon is killed or stopped while containers run; they go on, and the next one knows. */
class RunningCrashIT {
    /**
     * Counts in bursts, twice a second: a daemon that has seen the end of a burst is killed in the
     * quiet after it, as what it has taken from the pipe and not yet written would die with it.
     */
    private static final String BURSTS =
            "i=0; while :; do for _ in 1 2 3 4 5 6 7 8 9 10; do i=$((i+1)); echo $i; done; sleep 0.5; done";

    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    private final CrashRig rig = new CrashRig(DOCKER);

    /** Kills the daemon, waits until something is so without it, and starts the next one. */
    private static void whileDead(Runnable something) {
        DOCKER.daemon().kill();
        something.run();
        DOCKER.daemon().startAgain();
    }

    private static long pid(String name) {
        return Long.parseLong(DOCKER.inspect(name, "{{.State.Pid}}"));
    }

    private static void awaitEnd(long pid) {
        CrashRig.await()
                .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    private static void kill(long pid, String signal) {
        Program.run("kill", "-" + signal, String.valueOf(pid)).ok();
    }

    @Test
    void noLineOfTheOutputIsLostOrDoubled() throws InterruptedException {
        DOCKER.background("bursts", BURSTS);
        for (int crash = 0; crash < 3; crash++) {
            try (LiveProgram logs = DOCKER.live("logs", "-f", "--tail", "0", "bursts")) {
                logs.awaitOut(
                        text -> text.lines().anyMatch(line -> line.matches("\\d*0")),
                        "the end of a burst");
            }
            whileDead(() -> {});
            assertEquals("running 0", rig.state("bursts"));
        }
        rig.assertCounting("bursts");
        rig.assertUsable("bursts");
    }

    @Test
    void whatIsPrintedWhileNobodyReadsIsLoggedLater() {
        String printing = "trap 'seq 2 20000; exit 3' USR1; echo 1; while :; do sleep 0.05; done";
        DOCKER.background("printing", printing);
        CrashRig.await().until(() -> rig.counted("printing") == 1);
        long pid = pid("printing");
        whileDead(
                () -> {
                    kill(pid, "USR1");
                    awaitEnd(pid);
                });

        rig.awaitState("printing", "exited 3");
        assertEquals(20_000, rig.counted("printing"));
    }

    @Test
    void exitCodesAreKept() {
        DOCKER.background("coded", "trap 'exit 44' TERM; while :; do sleep 0.05; done");
        DOCKER.background("killed", "sleep 1000");
        long coded = pid("coded");
        long killed = pid("killed");
        whileDead(
                () -> {
                    kill(coded, "TERM");
                    kill(killed, "KILL");
                    awaitEnd(coded);
                    awaitEnd(killed);
                });

        rig.awaitState("coded", "exited 44");
        rig.awaitState("killed", "exited 137");
        assertEquals(List.of("44", "137"), DOCKER.lines("wait", "coded", "killed"));
        for (String name : List.of("coded", "killed")) {
            assertTrue(
                    DOCKER.lines(
                                    "events",
                                    "--since",
                                    "0",
                                    "--until",
                                    DockerCli.now(),
                                    "--filter",
                                    "container=" + name,
                                    "--format",
                                    "{{.Action}}")
                            .contains("die"));
        }
        rig.assertNoTraces();
    }

    @Test
    void whatIsToBeRemovedAndEndedIsRemoved() {
        DOCKER.background("once", "sleep 1000", "--rm");
        long pid = pid("once");
        whileDead(
                () -> {
                    kill(pid, "KILL");
                    awaitEnd(pid);
                });

        rig.awaitState("once", "gone");
        rig.assertFree("once");
    }

    @Test
    void whatIsToRunAgainAndEndedRunsAgain() {
        DOCKER.background("always", "echo run; sleep 1000", "--restart", "always");
        long before = pid("always");
        whileDead(
                () -> {
                    kill(before, "KILL");
                    awaitEnd(before);
                });

        CrashRig.await().until(() -> DOCKER.lines("logs", "always").equals(List.of("run", "run")));
        assertNotEquals(before, pid("always"));
        DOCKER.ok("stop", "-t", "0", "always");
        assertEquals("exited 137", rig.state("always"));
    }

    @Test
    void aRestartThatWasDueHappens() {
        DOCKER.background("failing", "echo run; exit 1", "--restart", "always");
        CrashRig.await()
                .until(() -> Integer.parseInt(DOCKER.inspect("failing", "{{.RestartCount}}")) >= 3);
        DOCKER.daemon().kill();
        DOCKER.daemon().startAgain();
        int seen = DOCKER.lines("logs", "failing").size();

        CrashRig.await().until(() -> DOCKER.lines("logs", "failing").size() > seen);
        assertTrue(Integer.parseInt(DOCKER.inspect("failing", "{{.RestartCount}}")) >= 3);
        DOCKER.ok("stop", "-t", "0", "failing");
        rig.awaitState("failing", "exited 1");
    }

    @Test
    void whatAUserStoppedStaysStopped() {
        DOCKER.background("stopped", "sleep 1000", "--restart", "unless-stopped");
        DOCKER.ok("stop", "-t", "0", "stopped");
        DOCKER.background("always", "sleep 1000", "--restart", "always");
        DOCKER.ok("stop", "-t", "0", "always");
        whileDead(() -> {});

        rig.awaitState("always", "running 0");
        assertEquals("exited 137", rig.state("stopped"));
    }

    @Test
    void whatIsPausedStaysPaused() {
        DOCKER.background("paused", "sleep 1000");
        DOCKER.ok("pause", "paused");
        whileDead(() -> {});

        assertEquals("paused 0", rig.state("paused"));
        DOCKER.ok("unpause", "paused");
        rig.assertUsable("paused");
    }

    @Test
    void inputAndAttachWorkAfterwards() {
        DOCKER.ok("run", "-d", "-i", "--network", "none", "--name", "echoing", "busybox", "cat");
        DOCKER.ok("run", "-d", "-it", "--network", "none", "--name", "shell", "busybox", "sh");
        whileDead(() -> {});

        try (LiveProgram attached = DOCKER.live("attach", "echoing")) {
            attached.type("hello\n").awaitOut("hello\n");
        }
        try (LiveProgram attached = DOCKER.terminal("attach", "shell")) {
            attached.type("echo $((40+2))\r").awaitOut("\r\n42\r\n");
        }
    }

    @Test
    void aDaemonThatIsAskedToEndLeavesContainersToTheNext() {
        DOCKER.background("bursts", BURSTS);
        CrashRig.await().until(() -> rig.counted("bursts") >= 10);
        long pid = pid("bursts");
        try (LiveProgram wait = DOCKER.live("wait", "bursts")) {
            assertEquals(0, DOCKER.daemon().stop());
            wait.exitCode();
        }
        assertTrue(ProcessHandle.of(pid).orElseThrow().isAlive());
        DOCKER.daemon().startAgain();

        assertEquals("running 0", rig.state("bursts"));
        assertEquals(pid, pid("bursts"));
        rig.assertCounting("bursts");
        try (LiveProgram wait = DOCKER.live("wait", "bursts")) {
            kill(pid, "KILL");
            assertEquals(0, wait.exitCode());
            assertEquals("137\n", wait.out());
        }
        rig.assertUsable("bursts");
    }

    @Test
    void aLoadThatIsCutOffLeavesNothing() throws IOException {
        DOCKER.ok("rmi", "-f", "busybox");
        Traces traces = new Traces(DOCKER.daemon());
        List<String> before = traces.ofLoads();
        byte[] archive = Files.readAllBytes(DOCKER.image());
        try (RawHttp upload = new RawHttp(DOCKER.daemon().socket())) {
            upload.request("POST", "/images/load?quiet=1", "Content-Length: " + archive.length)
                    .send(Arrays.copyOf(archive, archive.length / 2));
            CrashRig.await().until(() -> !traces.ofLoads().equals(before));
            whileDead(() -> {});
        }

        CrashRig.await().untilAsserted(() -> assertEquals(before, traces.ofLoads()));
        assertEquals(List.of(), DOCKER.lines("images", "-aq"));
        DOCKER.ok("load", "-q", "-i", DOCKER.image().toString());
        assertEquals("fine", DOCKER.inside(List.of(), "echo", "fine"));
    }
}
