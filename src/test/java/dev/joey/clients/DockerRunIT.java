package dev.joey.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DockerCli;
import dev.joey.testing.LiveProgram;
import dev.joey.testing.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code docker run}: what goes in, what comes out, and how it ends. */
class DockerRunIT {
    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    private static Program.Result run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("run", "--network", "none"));
        command.addAll(List.of(arguments));
        return DOCKER.run(command.toArray(String[]::new));
    }

    @Test
    void outputErrorsAndExitCodeComeApart() {
        Program.Result result =
                run("--rm", "busybox", "sh", "-c", "echo out; echo err >&2; exit 7");

        assertEquals(new Program.Result(7, "out\n", "err\n"), result);
    }

    @Test
    void noLongOutputIsCut() {
        String out =
                DOCKER.inside(
                        List.of(),
                        "sh",
                        "-c",
                        "head -c 5000000 /dev/zero | tr '\\0' x; echo; echo end");

        assertEquals(5_000_000 + 1 + 3, out.length());
        assertTrue(out.endsWith("x\nend"));
    }

    @Test
    void standardInputReachesTheProcessAndItsEndToo() {
        String input = "0123456789abcde\n".repeat(300_000);

        Program.Result result =
                DOCKER.withInput(input, "run", "--rm", "-i", "--network", "none", "busybox", "cat");

        assertEquals(0, result.code());
        assertEquals(input.length(), result.out().length());
        assertEquals(input, result.out());
    }

    @Test
    void withoutInteractiveTheProcessReadsNothing() {
        Program.Result result =
                DOCKER.withInput(
                        "lost\n", "run", "--rm", "--network", "none", "busybox", "wc", "-c");

        assertEquals("0", result.ok().strip());
    }

    @Test
    void aShellWorksAtATerminal() {
        try (LiveProgram shell =
                DOCKER.terminal("run", "--rm", "-it", "--network", "none", "busybox", "sh")) {
            shell.awaitOut("#");
            shell.type("tty; echo $((6 * 7))\r");
            assertTrue(shell.awaitOut("\r\n42\r\n").contains("/dev/pts/"));
            shell.type("exit 3\r");

            assertEquals(3, shell.exitCode());
        }
        assertEquals(List.of(), DOCKER.lines("ps", "-aq"));
    }

    @Test
    void theTerminalHasTheSizeOfTheClients() {
        String command = "docker run --rm -t --network none busybox sh -c 'sleep 0.3; stty size'";
        try (LiveProgram client =
                LiveProgram.start(
                        DOCKER.daemon().dockerEnvironment(),
                        List.of(
                                "script",
                                "-qefc",
                                "stty rows 33 cols 99; " + command,
                                "/dev/null"))) {
            client.awaitOut("33 99");
            assertEquals(0, client.exitCode());
        }
    }

    @Test
    void outputOfATerminalIsOneStream() {
        Program.Result result = run("--rm", "-t", "busybox", "sh", "-c", "echo out; echo err >&2");

        assertEquals(new Program.Result(0, "out\r\nerr\r\n", ""), result);
    }

    @Test
    void rmRemovesWhenItEnds() {
        run("--rm", "--name", "gone", "busybox", "true").ok();

        assertEquals(List.of(), DOCKER.lines("ps", "-aq"));
        run("--rm", "--name", "gone", "busybox", "true").ok();
    }

    @Test
    void detachedAnswersTheIdAndRunsOn() {
        String id = DOCKER.background("back", "sleep 1000");

        assertTrue(id.matches("[0-9a-f]{64}"), id);
        assertEquals("true", DOCKER.inspect(id, "{{.State.Running}}"));
    }

    @Test
    void detachedWithRmIsGoneOnceItEnds() {
        String id = DOCKER.background("back", "sleep 0.2", "--rm");
        DOCKER.run("wait", id);

        Awaitility.await().until(() -> DOCKER.run("inspect", id).code() == 1);
    }

    @Test
    void aMissingCommandIs127AndTheContainerKeepsTheReason() {
        Program.Result result = run("--name", "missing", "busybox", "no-such-command");

        assertEquals(127, result.code());
        assertTrue(result.err().contains("executable file not found"), result.err());
        assertEquals(
                "created 127", DOCKER.inspect("missing", "{{.State.Status}} {{.State.ExitCode}}"));
        assertTrue(DOCKER.inspect("missing", "{{.State.Error}}").contains("no-such-command"));
    }

    @Test
    void aFileThatIsNoProgramIs126() {
        Program.Result result = run("--rm", "busybox", "/etc/passwd");

        assertEquals(126, result.code());
        assertTrue(result.err().contains("permission denied"), result.err());
        assertEquals(List.of(), DOCKER.lines("ps", "-aq"));
    }

    @Test
    void whatTheDaemonRefusesIs125() {
        assertEquals(125, run("--name", "not/good", "busybox", "true").code());
        assertEquals(125, run("--memory", "1k", "busybox", "true").code());
        assertEquals(List.of(), DOCKER.lines("ps", "-aq"));
    }

    @Test
    void aSignalIs128PlusItsNumber() {
        try (LiveProgram client =
                DOCKER.live(
                        "run",
                        "--name",
                        "victim",
                        "--network",
                        "none",
                        "busybox",
                        "sleep",
                        "1000")) {
            awaitRunning("victim");
            DOCKER.ok("kill", "-s", "KILL", "victim");
            assertEquals(137, client.exitCode());
        }
        assertEquals("137", DOCKER.inspect("victim", "{{.State.ExitCode}}"));
    }

    @Test
    void theClientsSignalsReachTheProcess() {
        String script =
                "trap 'echo got TERM; exit 9' TERM; echo ready; while :; do sleep 0.1; done";
        try (LiveProgram client =
                DOCKER.live("run", "--rm", "--network", "none", "busybox", "sh", "-c", script)) {
            client.awaitOut("ready");
            client.signal("TERM");
            assertEquals(9, client.exitCode());
            assertEquals("ready\ngot TERM\n", client.out());
        }
    }

    @Test
    void createdAndStartedWithAttachIsAsRun() {
        DOCKER.ok(
                "create",
                "--name",
                "later",
                "-i",
                "--network",
                "none",
                "busybox",
                "sh",
                "-c",
                "cat; exit 4");

        Program.Result result = DOCKER.withInput("typed\n", "start", "-ai", "later");

        assertEquals(new Program.Result(4, "typed\n", ""), result);
    }

    @Test
    void aContainerRunsAgainAndAgain() {
        DOCKER.ok(
                "create",
                "--name",
                "again",
                "--network",
                "none",
                "busybox",
                "sh",
                "-c",
                "echo x >>/n; wc -l </n");
        for (int run = 1; run <= 4; run++) {
            assertEquals(String.valueOf(run), DOCKER.ok("start", "-a", "again").strip());
        }
        assertEquals(List.of("1", "2", "3", "4"), DOCKER.lines("logs", "again"));
    }

    @Test
    void aBackgroundProcessOfTheContainerDoesNotKeepTheClient() {
        assertEquals("done", DOCKER.inside(List.of(), "sh", "-c", "sleep 1000 & echo done"));
    }

    @Test
    void onlyTheWantedStreamsAreAttached() {
        Program.Result result =
                run("--rm", "-a", "stderr", "busybox", "sh", "-c", "echo out; echo err >&2");

        assertEquals(new Program.Result(0, "", "err\n"), result);
    }

    @Test
    void anInitBinaryReapsAndPassesTheCode() {
        boolean there =
                List.of("docker-init", "tini-static", "catatonit", "tini").stream()
                        .anyMatch(Program::isThere);
        Program.Result result =
                run("--rm", "--init", "busybox", "sh", "-c", "cat /proc/1/comm; exit 5");
        if (there) {
            assertEquals(5, result.code());
            assertTrue(!result.out().contains("sh"), result.out());
        } else {
            // The client takes every "executable file not found" for the command.
            assertEquals(127, result.code());
            assertTrue(result.err().contains("docker-init"), result.err());
        }
        Assumptions.assumeTrue(there, "no init binary here: only the refusal was seen");
    }

    @Test
    void eightRunAtOnce() {
        List<LiveProgram> clients =
                IntStream.range(0, 8)
                        .mapToObj(
                                number ->
                                        DOCKER.live(
                                                "run",
                                                "--rm",
                                                "--network",
                                                "none",
                                                "busybox",
                                                "sh",
                                                "-c",
                                                "echo " + number + "; exit " + number))
                        .toList();
        for (int number = 0; number < clients.size(); number++) {
            try (LiveProgram client = clients.get(number)) {
                assertEquals(number, client.exitCode(), client.err());
                assertEquals(number + "\n", client.out());
            }
        }
        assertEquals(List.of(), DOCKER.lines("ps", "-aq"));
    }

    @Test
    void anImageThatIsNotThereIsNamed() {
        Program.Result result =
                Program.run(
                        DOCKER.daemon().dockerEnvironment(),
                        "",
                        List.of(
                                "docker",
                                "run",
                                "--pull",
                                "never",
                                "--network",
                                "none",
                                "no/such:image"));

        assertEquals(125, result.code());
        assertTrue(result.err().contains("No such image: no/such:image"), result.err());
    }

    private static void awaitRunning(String name) {
        Awaitility.await()
                .until(
                        () ->
                                DOCKER.run("inspect", "--format", "{{.State.Running}}", name)
                                        .out()
                                        .strip()
                                        .equals("true"));
    }
}
