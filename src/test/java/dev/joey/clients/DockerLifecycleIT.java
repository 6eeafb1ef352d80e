package dev.joey.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DockerCli;
import dev.joey.testing.LiveProgram;
import dev.joey.testing.Program;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A container's life by the Docker CLI: stop, kill, restart, pause, rename, wait, rm, prune, top.
 */
class DockerLifecycleIT {
    /** Ends by SIGTERM with code 3, tells of SIGUSR1 and SIGHUP. */
    private static final String POLITE =
            "trap 'echo TERM; exit 3' TERM; trap 'echo USR1' USR1; trap 'echo HUP' HUP;"
                    + " echo ready; while :; do sleep 0.05; done";

    /** Does not heed SIGTERM. */
    private static final String STUBBORN =
            "trap 'echo TERM' TERM; echo ready; while :; do sleep 0.05; done";

    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    private static void start(String name, String script, String... options) {
        DOCKER.background(name, script, options);
        awaitLine(name, "ready");
    }

    private static void awaitLine(String name, String line) {
        Awaitility.await().until(() -> DOCKER.lines("logs", name).contains(line));
    }

    private static String state(String name) {
        return DOCKER.inspect(name, "{{.State.Status}} {{.State.ExitCode}}");
    }

    @Test
    void stopAsksFirst() {
        start("polite", POLITE);

        assertEquals("polite", DOCKER.ok("stop", "polite"));
        assertEquals("exited 3", state("polite"));
        assertEquals(List.of("ready", "TERM"), DOCKER.lines("logs", "polite"));
    }

    @Test
    void stopKillsWhoDoesNotListen() {
        start("stubborn", STUBBORN);

        long began = System.nanoTime();
        DOCKER.ok("stop", "-t", "1", "stubborn");
        long took = System.nanoTime() - began;

        assertEquals("exited 137", state("stubborn"));
        assertEquals(List.of("ready", "TERM"), DOCKER.lines("logs", "stubborn"));
        assertTrue(took >= Duration.ofSeconds(1).toNanos(), took + " ns");
    }

    @Test
    void stopWithoutPatienceKillsAtOnce() {
        start("stubborn", STUBBORN, "--stop-timeout", "60");
        DOCKER.ok("stop", "-t", "0", "stubborn");

        assertEquals("exited 137", state("stubborn"));
    }

    @Test
    void stopHasThePatienceOfTheContainer() {
        start("stubborn", STUBBORN, "--stop-timeout", "1");
        DOCKER.ok("stop", "stubborn");

        assertEquals("exited 137", state("stubborn"));
    }

    @Test
    void stopCanSendAnotherSignal() {
        start("polite", "trap 'exit 8' QUIT; echo ready; while :; do sleep 0.05; done");
        DOCKER.ok("stop", "-s", "QUIT", "polite");

        assertEquals("exited 8", state("polite"));
    }

    @Test
    void stoppingWhatDoesNotRunIsNoError() {
        DOCKER.ok("create", "--name", "still", "--network", "none", "busybox", "true");
        DOCKER.ok("stop", "still");

        assertEquals("created 0", state("still"));
    }

    @Test
    void killGetsThroughWhileStopWaits() {
        start("stubborn", STUBBORN);
        try (LiveProgram stop = DOCKER.live("stop", "-t", "60", "stubborn")) {
            awaitLine("stubborn", "TERM");
            DOCKER.ok("kill", "stubborn");
            assertEquals(0, stop.exitCode());
        }
        assertEquals("exited 137", state("stubborn"));
    }

    @Test
    void killSendsSignalsByNameAndNumber() {
        start("polite", POLITE);
        DOCKER.ok("kill", "-s", "USR1", "polite");
        awaitLine("polite", "USR1");
        DOCKER.ok("kill", "-s", "SIGHUP", "polite");
        awaitLine("polite", "HUP");
        DOCKER.ok("kill", "-s", "15", "polite");
        DOCKER.ok("wait", "polite");

        assertEquals("exited 3", state("polite"));
        Program.Result dead = DOCKER.run("kill", "polite");
        assertEquals(1, dead.code());
        assertTrue(dead.err().contains("is not running"), dead.err());
    }

    @Test
    void anUnknownSignalIsRefused() {
        start("polite", POLITE);
        Program.Result result = DOCKER.run("kill", "-s", "NOPE", "polite");

        assertEquals(1, result.code());
        assertTrue(result.err().contains("NOPE"), result.err());
        assertEquals("running 0", state("polite"));
    }

    @Test
    void restartIsAnotherProcess() {
        start("polite", POLITE);
        String before = DOCKER.inspect("polite", "{{.State.Pid}} {{.State.StartedAt}}");
        DOCKER.ok("restart", "polite");

        assertNotEquals(before, DOCKER.inspect("polite", "{{.State.Pid}} {{.State.StartedAt}}"));
        assertEquals("running 0", state("polite"));
        Awaitility.await()
                .until(
                        () ->
                                DOCKER.lines("logs", "polite")
                                        .equals(List.of("ready", "TERM", "ready")));
        DOCKER.ok("stop", "polite");
        DOCKER.ok("restart", "-t", "0", "polite");
        assertEquals("running 0", state("polite"));
    }

    @Test
    void aPausedContainerStandsStill() {
        start("ticking", "echo ready; i=0; while :; do i=$((i+1)); echo $i; sleep 0.05; done");
        DOCKER.ok("pause", "ticking");
        assertEquals("paused 0", state("ticking"));
        assertEquals("true", DOCKER.inspect("ticking", "{{.State.Running}}"));
        assertTrue(DOCKER.ok("ps", "--format", "{{.Status}}").endsWith("(Paused)"));
        int lines = DOCKER.lines("logs", "ticking").size();
        assertEquals(1, DOCKER.run("pause", "ticking").code());
        assertEquals(lines, DOCKER.lines("logs", "ticking").size());

        DOCKER.ok("unpause", "ticking");
        Awaitility.await().until(() -> DOCKER.lines("logs", "ticking").size() > lines);
        assertEquals(1, DOCKER.run("unpause", "ticking").code());
    }

    @Test
    void aPausedContainerCanBeStoppedKilledAndRemoved() {
        start("one", POLITE);
        DOCKER.ok("pause", "one");
        DOCKER.ok("stop", "one");
        assertEquals("exited 3", state("one"));

        start("two", POLITE);
        DOCKER.ok("pause", "two");
        DOCKER.ok("kill", "two");
        assertEquals("exited 137", state("two"));

        start("three", POLITE);
        DOCKER.ok("pause", "three");
        DOCKER.ok("rm", "-f", "three");
        assertEquals(1, DOCKER.run("inspect", "three").code());
    }

    @Test
    void aNameMovesOn() {
        start("first", POLITE);
        DOCKER.ok("create", "--name", "second", "--network", "none", "busybox", "true");
        Program.Result taken = DOCKER.run("rename", "first", "second");
        assertEquals(1, taken.code());
        assertTrue(taken.err().contains("already in use"), taken.err());

        DOCKER.ok("rename", "first", "third");
        assertEquals("/third", DOCKER.inspect("third", "{{.Name}}"));
        assertEquals(1, DOCKER.run("inspect", "first").code());
        DOCKER.ok("create", "--name", "first", "--network", "none", "busybox", "true");
        assertEquals("running 0", state("third"));
    }

    @Test
    void aTakenNameIsRefusedAndTheHolderNamed() {
        String id = DOCKER.ok("create", "--name", "taken", "--network", "none", "busybox", "true");
        Program.Result result =
                DOCKER.run("create", "--name", "taken", "--network", "none", "busybox", "true");

        assertEquals(1, result.code());
        assertTrue(
                result.err()
                        .contains(
                                "Conflict. The container name \"/taken\" is already in use by container \""
                                        + id
                                        + "\""),
                result.err());
    }

    @Test
    void waitAnswersTheCodes() {
        DOCKER.background("one", "sleep 0.3; exit 5");
        DOCKER.background("two", "exit 6");

        assertEquals(List.of("5", "6"), DOCKER.lines("wait", "one", "two"));
        assertEquals(List.of("5"), DOCKER.lines("wait", "one"));
        assertEquals(1, DOCKER.run("wait", "nobody").code());
    }

    @Test
    void aRunningContainerIsRemovedByForceOnly() {
        start("busy", POLITE);
        Program.Result refused = DOCKER.run("rm", "busy");
        assertEquals(1, refused.code());
        assertTrue(
                refused.err().contains("stop the container before removing or force remove"),
                refused.err());

        assertEquals("busy", DOCKER.ok("rm", "-f", "busy"));
        assertEquals(List.of(), DOCKER.lines("ps", "-aq"));
        start("busy", POLITE);
    }

    @Test
    void severalAreRemovedAndTheUnknownIsNamed() {
        DOCKER.background("one", "true");
        DOCKER.background("two", "true");
        DOCKER.ok("wait", "one", "two");
        Program.Result result = DOCKER.run("rm", "one", "nobody", "two");

        assertEquals(1, result.code());
        assertEquals("one\ntwo\n", result.out());
        assertTrue(result.err().contains("No such container: nobody"), result.err());
    }

    @Test
    void pruneRemovesWhatDoesNotRunAndIsWanted() {
        start("runs", POLITE);
        String kept = DOCKER.ok("create", "-l", "keep=yes", "--network", "none", "busybox", "true");
        String gone = DOCKER.ok("create", "--network", "none", "busybox", "true");
        DOCKER.background("over", "dd if=/dev/zero of=/big bs=1k count=100");
        DOCKER.ok("wait", "over");

        String told = DOCKER.ok("container", "prune", "-f", "--filter", "label!=keep");
        assertTrue(told.contains(gone), told);
        assertTrue(told.matches("(?s).*Total reclaimed space: 1\\d\\d(\\.\\d)?kB"), told);
        assertEquals(
                List.of(kept, DOCKER.inspect("runs", "{{.Id}}")).stream().sorted().toList(),
                DOCKER.lines("ps", "-aq", "--no-trunc").stream().sorted().toList());
        DOCKER.ok("container", "prune", "-f", "--filter", "until=1h");
        assertEquals(2, DOCKER.lines("ps", "-aq").size());
        DOCKER.ok("container", "prune", "-f");
        assertEquals(1, DOCKER.lines("ps", "-aq").size());
    }

    @Test
    void topShowsTheProcesses() {
        start("many", "sleep 1000 & " + POLITE);

        List<String> usual = DOCKER.lines("top", "many");
        assertTrue(
                usual.getFirst().matches("UID +PID +PPID +C +STIME +TTY +TIME +CMD.*"),
                usual.getFirst());
        assertTrue(usual.stream().anyMatch(line -> line.endsWith("sleep 1000")), usual.toString());
        List<String> chosen = DOCKER.lines("top", "many", "-o", "pid,comm");
        assertTrue(chosen.getFirst().matches("PID +COMMAND *"), chosen.toString());
        String pid = DOCKER.inspect("many", "{{.State.Pid}}");
        assertTrue(
                chosen.stream().anyMatch(line -> line.matches(pid + " +sh *")), chosen.toString());

        DOCKER.ok("kill", "many");
        assertEquals(1, DOCKER.run("top", "many").code());
    }

    @Test
    void startingARunningContainerIsNoError() {
        start("busy", POLITE);
        String pid = DOCKER.inspect("busy", "{{.State.Pid}}");

        assertEquals("busy", DOCKER.ok("start", "busy"));
        assertEquals(pid, DOCKER.inspect("busy", "{{.State.Pid}}"));
    }

    @Test
    void aContainerIsFoundByAnyUniquePartOfItsId() {
        String id = DOCKER.background("found", "sleep 1000");

        for (String reference :
                List.of(id, id.substring(0, 12), id.substring(0, 4), "found", "/found")) {
            assertEquals(id, DOCKER.inspect(reference, "{{.Id}}"));
        }
    }

    @Test
    void manyLivesAtOnceLeaveNothing() {
        List<LiveProgram> clients =
                IntStream.range(0, 6)
                        .mapToObj(
                                number ->
                                        DOCKER.live(
                                                "run",
                                                "--network",
                                                "none",
                                                "--name",
                                                "n" + number,
                                                "busybox",
                                                "sleep",
                                                "1000"))
                        .toList();
        Awaitility.await().until(() -> DOCKER.lines("ps", "-q").size() == 6);
        DOCKER.ok("stop", "-t", "0", "n0", "n1", "n2");
        DOCKER.ok("kill", "n3", "n4");
        DOCKER.ok("rm", "-f", "n0", "n1", "n2", "n3", "n4", "n5");
        for (LiveProgram client : clients) {
            try (client) {
                assertEquals(137, client.exitCode(), client.err());
            }
        }
        assertEquals(List.of(), DOCKER.lines("ps", "-aq"));
    }
}
