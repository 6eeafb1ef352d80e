package dev.joey.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DockerCli;
import dev.joey.testing.Program;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The daemon dies, as by SIGKILL, between any two steps of create, start, stop, exit and remove;
 * the next one finds everything, and leaves nothing behind.
 */
class CrashIT {
    /** Counts, five numbers a second. */
    private static final String COUNTING =
            "trap 'exit 3' TERM; i=0; while :; do i=$((i+1)); echo $i; sleep 0.2 & wait $!; done";

    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    private final CrashRig rig = new CrashRig(DOCKER);

    @ParameterizedTest
    @ValueSource(strings = {"stored", "files", "snapshot"})
    void whatIsCreatedIsThereOrNot(String step) {
        rig.crash(
                "create." + step,
                "create",
                "--name",
                "made",
                "--network",
                "none",
                "busybox",
                "sh",
                "-c",
                "echo ran; exit 4");

        rig.assertNoTraces();
        if (rig.state("made").equals("created 0")) {
            assertEquals(new Program.Result(4, "ran\n", ""), DOCKER.run("start", "-a", "made"));
            DOCKER.ok("rm", "made");
        }
        rig.assertFree("made");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root",
                "spec",
                "stdio",
                "metadata",
                "task-created",
                "stored",
                "task-started"
            })
    void whatIsStartedRunsOrCanBeStarted(String step) {
        create("counting", COUNTING);
        rig.crash("start." + step, "start", "counting");

        rig.assertNoTraces();
        if (!rig.state("counting").equals("running 0")) {
            assertEquals("created 0", rig.state("counting"));
            DOCKER.ok("start", "counting");
        }
        rig.assertCounting("counting");
        rig.assertUsable("counting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-created", "stored", "task-started"})
    void whatIsStartedAndEndsWhileNobodyWatchesKeepsItsCodeAndOutput(String step) {
        create("brief", "sleep 0.3; echo done; exit 9");
        rig.crash("start." + step, "start", "brief");

        if (rig.state("brief").equals("created 0")) {
            DOCKER.ok("start", "brief");
        }
        rig.awaitState("brief", "exited 9");
        assertEquals("done", DOCKER.ok("logs", "brief"));
        rig.assertUsable("brief");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored", "task-started"})
    void whatIsStartedToBeRemovedIsRemoved(String step) {
        create("once", "echo done; exit 9", "--rm");
        rig.crash("start." + step, "start", "once");

        rig.awaitState("once", "gone");
        rig.assertFree("once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored", "signalled", "ended"})
    void whatIsStoppedIsStoppedOrCanBe(String step) {
        DOCKER.background("counting", COUNTING);
        rig.crash("stop." + step, "stop", "counting");

        DOCKER.ok("stop", "counting");
        assertEquals("exited 3", rig.state("counting"));
        rig.counted("counting");
        rig.assertUsable("counting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"output", "stored", "cleared"})
    void whatEndsHasEnded(String step) {
        create("brief", "echo done; exit 6");
        String id = DOCKER.inspect("brief", "{{.Id}}");
        rig.crash("exit." + step, "start", "brief");

        rig.awaitState("brief", "exited 6");
        assertEquals("done", DOCKER.ok("logs", "brief"));
        assertEquals(
                List.of("start", "die 6"),
                DOCKER
                        .lines(
                                "events",
                                "--since",
                                "0",
                                "--until",
                                DockerCli.now(),
                                "--filter",
                                "container=" + id,
                                "--format",
                                "{{.Action}} {{.Actor.Attributes.exitCode}}")
                        .stream()
                        .map(line -> line.replace(" <no value>", "").strip())
                        .filter(line -> !line.startsWith("create"))
                        .toList());
        rig.assertUsable("brief");
    }

    @ParameterizedTest
    @ValueSource(strings = {"output", "stored", "cleared"})
    void whatEndsToBeRemovedIsRemoved(String step) {
        create("once", "exit 6", "--rm");
        rig.crash("exit." + step, "start", "once");

        rig.awaitState("once", "gone");
        rig.assertFree("once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"output", "stored", "cleared"})
    void whatEndsToRunAgainRunsAgain(String step) {
        create(
                "again",
                "echo run; [ -e /second ] && exec sleep 1000; touch /second; exit 1",
                "--restart",
                "on-failure");
        rig.crash("exit." + step, "start", "again");

        rig.awaitState("again", "running 0");
        CrashRig.await().until(() -> DOCKER.lines("logs", "again").equals(List.of("run", "run")));
        assertEquals("1", DOCKER.inspect("again", "{{.RestartCount}}"));
        rig.assertUsable("again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored", "cleared"})
    void whatIsRemovedIsGone(String step) {
        DOCKER.background("over", "echo done");
        DOCKER.ok("wait", "over");
        rig.crash("remove." + step, "rm", "over");

        rig.assertFree("over");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit.output", "exit.stored", "remove.stored", "remove.cleared"})
    void whatIsRemovedByForceIsGoneOrCanBeRemoved(String step) {
        DOCKER.background("counting", COUNTING);
        rig.crash(step, "rm", "-f", "counting");

        if (!rig.state("counting").equals("gone")) {
            assertTrue(rig.state("counting").equals("exited 137"), rig.state("counting"));
            DOCKER.ok("rm", "counting");
        }
        rig.assertFree("counting");
    }

    private static void create(String name, String script, String... options) {
        List<String> command =
                new ArrayList<>(List.of("create", "--name", name, "--network", "none"));
        command.addAll(List.of(options));
        command.addAll(List.of("busybox", "sh", "-c", script));
        DOCKER.ok(command.toArray(String[]::new));
    }
}
