package dev.joey.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DockerCli;
import dev.joey.testing.LiveProgram;
import dev.joey.testing.Program;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code docker exec}: what goes in, what comes out, and how it ends. */
class DockerExecIT {
    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    @BeforeEach
    void begin() {
        DOCKER.background("web", "sleep 1000", "-e", "KEPT=1", "-w", "/tmp");
    }

    private static Program.Result exec(String... arguments) {
        List<String> command = new ArrayList<>(List.of("exec"));
        command.addAll(List.of(arguments));
        return DOCKER.run(command.toArray(String[]::new));
    }

    private static String inside(String script) {
        return exec("web", "sh", "-c", script).ok().strip();
    }

    @Test
    void outputErrorsAndExitCodeComeApart() {
        assertEquals(
                new Program.Result(7, "out\n", "err\n"),
                exec("web", "sh", "-c", "echo out; echo err >&2; exit 7"));
        assertEquals(0, exec("web", "true").code());
        assertEquals(1, exec("web", "false").code());
        assertEquals(255, exec("web", "sh", "-c", "exit 255").code());
        assertEquals(137, exec("web", "sh", "-c", "kill -9 $$").code());
    }

    @Test
    void whatCannotBeStartedSaysWhyAtOnce() {
        Program.Result missing = exec("web", "nosuch");
        assertEquals(127, missing.code());
        assertTrue(
                missing.out().startsWith("OCI runtime exec failed: exec failed: "), missing.out());
        assertTrue(
                missing.out().contains("exec: \"nosuch\": executable file not found in $PATH"),
                missing.out());
        assertEquals(126, exec("web", "/etc").code());
        assertEquals(
                new Program.Result(
                        126,
                        "unable to find user nosuch: no matching entries in passwd file\r\n",
                        ""),
                exec("-u", "nosuch", "web", "true"));
        assertEquals(127, exec("-w", "/nosuch", "web", "true").code());
        Program.Result detached = exec("-d", "web", "nosuch");
        assertEquals(1, detached.code());
        assertTrue(
                detached.err()
                        .startsWith(
                                "Error response from daemon: OCI runtime exec failed: exec failed:"),
                detached.err());
    }

    @Test
    void aContainerThatDoesNotRunIsRefused() {
        String id = DOCKER.inspect("web", "{{.Id}}");
        DOCKER.ok("pause", "web");
        assertEquals(
                "Error response from daemon: Container web is paused, unpause the container before exec\n",
                exec("web", "true").err());
        DOCKER.ok("unpause", "web");
        DOCKER.ok("stop", "-t", "0", "web");
        assertEquals(
                new Program.Result(
                        1, "", "Error response from daemon: container " + id + " is not running\n"),
                exec("web", "true"));
        assertEquals(
                "Error response from daemon: No such container: nope\n",
                exec("nope", "true").err());
    }

    @Test
    void standardInputReachesTheProcessAndItsEndToo() {
        String input = "0123456789abcde\n".repeat(300_000);

        Program.Result result = DOCKER.withInput(input, "exec", "-i", "web", "cat");

        assertEquals(0, result.code());
        assertEquals(input.length(), result.out().length());
        assertEquals(input, result.out());
        assertEquals("0", DOCKER.withInput("lost\n", "exec", "web", "wc", "-c").ok().strip());
    }

    @Test
    void theProcessIsAsItWasAskedFor() {
        Path file = DOCKER.file("env", "FROM_FILE=2\n".getBytes(StandardCharsets.US_ASCII));

        assertEquals(
                List.of("1", "2", "three", "/etc", "1000:1000"),
                exec(
                                "-w",
                                "/etc",
                                "-e",
                                "ASKED=three",
                                "--env-file",
                                file.toString(),
                                "-u",
                                "1000:1000",
                                "web",
                                "sh",
                                "-c",
                                "echo $KEPT; echo $FROM_FILE; echo $ASKED; pwd; echo $(id -u):$(id -g)")
                        .ok()
                        .lines()
                        .toList());
        assertEquals("/tmp", inside("pwd"));
        assertEquals("/root", inside("echo $HOME"));
        assertEquals(
                "other", exec("-e", "KEPT=other", "web", "sh", "-c", "echo $KEPT").ok().strip());
    }

    @Test
    void theProcessIsBoundAsItsContainerIs() {
        String status = "grep -E 'CapEff|CapBnd|NoNewPrivs|Seccomp:' /proc/self/status";
        String inner = "grep -E 'CapEff|CapBnd|NoNewPrivs|Seccomp:' /proc/1/status";
        DOCKER.background(
                "bound",
                "sleep 1000",
                "--cap-drop",
                "ALL",
                "--cap-add",
                "CHOWN",
                "--security-opt",
                "no-new-privileges",
                "--ulimit",
                "nofile=99:99");
        for (String name : List.of("web", "bound")) {
            assertEquals(exec(name, "sh", "-c", inner).ok(), exec(name, "sh", "-c", status).ok());
        }
        assertTrue(exec("bound", "sh", "-c", status).ok().contains("NoNewPrivs:\t1"));
        assertEquals("99", exec("bound", "sh", "-c", "ulimit -n").ok().strip());
        assertTrue(inside(status).contains("00000000a80425fb"));
        assertFalse(
                exec("--privileged", "web", "sh", "-c", status).ok().contains("00000000a80425fb"));
    }

    @Test
    void detachedItRunsOnAndIsListed() {
        exec("-d", "web", "sleep", "500").ok();

        String id = DOCKER.inspect("web", "{{index .ExecIDs 0}}");
        assertTrue(id.matches("[0-9a-f]{64}"), id);
        assertTrue(DOCKER.ok("top", "web").contains("sleep 500"));
        exec("web", "killall", "sleep").code();
        exec("-d", "web", "sh", "-c", "touch /tmp/done").ok();
        Awaitility.await()
                .untilAsserted(
                        () -> assertEquals(0, exec("web", "test", "-e", "/tmp/done").code()));
        Awaitility.await()
                .untilAsserted(() -> assertEquals("[]", DOCKER.inspect("web", "{{.ExecIDs}}")));
    }

    @Test
    void aShellWorksAtATerminalOfTheClientsSize() {
        try (LiveProgram shell =
                LiveProgram.start(
                        DOCKER.daemon().dockerEnvironment(),
                        List.of(
                                "script",
                                "-qefc",
                                "stty rows 33 cols 99; docker exec -it web sh",
                                "/dev/null"))) {
            shell.awaitOut("#");
            shell.type("stty size; tty; echo $TERM $((6 * 7))\r");
            assertTrue(shell.awaitOut("xterm 42\r\n").contains("/dev/pts/"));
            assertTrue(shell.out().contains("33 99\r\n"), shell.out());
            shell.type("exit 3\r");
            assertEquals(3, shell.exitCode());
        }
    }

    @Test
    void theDetachKeysLeaveTheProcessRunning() {
        try (LiveProgram client =
                DOCKER.terminal("exec", "-it", "--detach-keys", "ctrl-a,b", "web", "cat")) {
            client.type("hello\r");
            client.awaitOut("hello\r\nhello");
            client.type("\u0001b");
            // The CLI asks for the exit code of a process that runs on.
            int _ = client.exitCode();
        }
        assertTrue(DOCKER.ok("top", "web").contains("cat"));
    }

    @Test
    void aBackgroundProcessKeepsNobodyWaiting() {
        long began = System.nanoTime();
        assertEquals("started\n", exec("web", "sh", "-c", "sleep 77 & echo started").ok());
        assertTrue(Duration.ofNanos(System.nanoTime() - began).toSeconds() < 30);
        assertTrue(DOCKER.ok("top", "web").contains("sleep 77"));
    }

    @Test
    void whatRunsEndsWithItsContainer() {
        try (LiveProgram client = DOCKER.live("exec", "web", "sh", "-c", "echo on; sleep 1000")) {
            client.awaitOut("on");
            DOCKER.ok("kill", "web");
            assertEquals(137, client.exitCode());
        }
        assertEquals("[]", DOCKER.inspect("web", "{{.ExecIDs}}"));
    }

    @Test
    void eventsTellOfIt() {
        assertEquals(3, exec("web", "sh", "-c", "exit 3").code());

        assertTrue(
                events().containsAll(
                                List.of(
                                        "exec_create: sh -c exit 3",
                                        "exec_start: sh -c exit 3",
                                        "exec_die")));
    }

    private static List<String> events() {
        return DOCKER.lines(
                "events",
                "--since",
                "0",
                "--until",
                DockerCli.now(),
                "--filter",
                "container=web",
                "--format",
                "{{.Action}}");
    }
}
