package dev.joey.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DockerCli;
import dev.joey.testing.LiveProgram;
import dev.joey.testing.Program;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code docker logs} and {@code docker attach}. */
class DockerLogsIT {
    /** Prints a number ten times a second. */
    private static final String TICKING = "i=0; while :; do i=$((i+1)); echo $i; sleep 0.1; done";

    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    private static void finished(String name, String script, String... options) {
        DOCKER.background(name, script, options);
        DOCKER.ok("wait", name);
    }

    @Test
    void theStreamsStayApart() {
        finished("both", "echo out; echo err >&2");

        assertEquals(new Program.Result(0, "out\n", "err\n"), DOCKER.run("logs", "both"));
    }

    @Test
    void theTailIsTheLastLines() {
        finished("lines", "seq 1000");

        assertEquals(
                IntStream.rangeClosed(1, 1000).mapToObj(String::valueOf).toList(),
                DOCKER.lines("logs", "lines"));
        assertEquals(List.of("998", "999", "1000"), DOCKER.lines("logs", "--tail", "3", "lines"));
        assertEquals(List.of(), DOCKER.lines("logs", "-n", "0", "lines"));
        assertEquals(1000, DOCKER.lines("logs", "--tail", "all", "lines").size());
    }

    @Test
    void linesCanBeCutByTime() {
        finished("timed", "echo early; sleep 1.2; echo late");
        List<String> stamped = DOCKER.lines("logs", "-t", "timed");
        assertTrue(
                stamped.getFirst()
                        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z early"),
                stamped.getFirst());
        String late = stamped.getLast().split(" ", 2)[0];

        assertEquals(List.of("late"), DOCKER.lines("logs", "--since", late, "timed"));
        assertEquals(
                List.of("early"), DOCKER.lines("logs", "--until", secondBefore(late), "timed"));
        assertEquals(List.of("early", "late"), DOCKER.lines("logs", "--since", "10m", "timed"));
        assertEquals(List.of(), DOCKER.lines("logs", "--until", "10m", "timed"));
    }

    @Test
    void detailsAreTheChosenAttributes() {
        finished(
                "detailed",
                "echo line",
                "--log-opt",
                "labels=color",
                "--log-opt",
                "env=MODE",
                "-l",
                "color=red",
                "-e",
                "MODE=x");

        String line = DOCKER.ok("logs", "--details", "detailed");
        assertTrue(
                line.endsWith(" line") && line.contains("color=red") && line.contains("MODE=x"),
                line);
    }

    @Test
    void followGoesOnUntilTheEnd() {
        DOCKER.background("counting", "for i in 1 2 3 4 5; do echo $i; sleep 0.1; done");
        try (LiveProgram logs = DOCKER.live("logs", "-f", "counting")) {
            assertEquals(0, logs.exitCode());
            assertEquals("1\n2\n3\n4\n5\n", logs.out());
        }
        assertEquals("1\n2\n3\n4\n5", DOCKER.ok("logs", "-f", "counting"));
    }

    @Test
    void followFromTheTailMissesNothing() {
        DOCKER.background("ticking", TICKING);
        Awaitility.await().until(() -> DOCKER.lines("logs", "ticking").size() >= 3);
        try (LiveProgram logs = DOCKER.live("logs", "-f", "--tail", "1", "ticking")) {
            logs.awaitOut(text -> text.lines().count() >= 5, "five lines");
            List<Integer> seen = logs.out().lines().limit(5).map(Integer::valueOf).toList();
            assertEquals(
                    IntStream.range(seen.getFirst(), seen.getFirst() + 5).boxed().toList(), seen);
        }
    }

    @Test
    void followSurvivesARestartOfTheContainer() {
        DOCKER.background("again", "echo run; sleep 1000");
        try (LiveProgram logs = DOCKER.live("logs", "-f", "again")) {
            logs.awaitOut("run\n");
            DOCKER.ok("stop", "-t", "0", "again");
            logs.exitCode();
        }
        DOCKER.ok("start", "again");
        Awaitility.await().until(() -> DOCKER.lines("logs", "again").equals(List.of("run", "run")));
    }

    @Test
    void longLinesAndLinesWithoutEndAreWhole() {
        finished("long", "head -c 100000 /dev/zero | tr '\\0' x; echo; printf end");

        assertEquals("x".repeat(100_000) + "\nend", DOCKER.run("logs", "long").out());
    }

    @Test
    void whatATerminalShowedIsLoggedAsItWas() {
        finished("terminal", "echo out; echo err >&2", "-t");

        assertEquals("out\r\nerr\r\n", DOCKER.run("logs", "terminal").out());
    }

    @Test
    void rotatedFilesArePartOfTheLog() {
        finished(
                "rotated",
                "seq -w 1 20000",
                "--log-opt",
                "max-size=100k",
                "--log-opt",
                "max-file=50");

        assertEquals(20_000, DOCKER.lines("logs", "rotated").size());
        assertEquals(List.of("19999", "20000"), DOCKER.lines("logs", "--tail", "2", "rotated"));
        assertEquals("00001", DOCKER.lines("logs", "rotated").getFirst());
    }

    @Test
    void withoutALogThereIsNothingToRead() {
        finished("silent", "echo lost", "--log-driver", "none");

        Program.Result result = DOCKER.run("logs", "silent");
        assertEquals(1, result.code());
        assertTrue(
                result.err().contains("configured logging driver does not support reading"),
                result.err());
    }

    @Test
    void attachShowsWhatComesAndEndsWithTheCode() {
        DOCKER.background("ticking", "trap 'exit 4' TERM; " + TICKING);
        try (LiveProgram attached = DOCKER.live("attach", "--no-stdin", "ticking")) {
            attached.awaitOut(text -> text.lines().count() >= 3, "three lines");
            DOCKER.ok("kill", "-s", "TERM", "ticking");
            assertEquals(4, attached.exitCode());
        }
    }

    @Test
    void attachPassesInput() {
        DOCKER.background("echoing", "cat", "-i");
        try (LiveProgram attached = DOCKER.live("attach", "echoing")) {
            attached.type("hello\n").awaitOut("hello\n");
            attached.type("again\n").awaitOut("again\n");
            DOCKER.ok("kill", "echoing");
            assertEquals(137, attached.exitCode());
        }
        assertEquals(List.of("hello", "again"), DOCKER.lines("logs", "echoing"));
    }

    @Test
    void theDetachKeysLeaveTheContainerRunning() {
        DOCKER.ok("run", "-dit", "--network", "none", "--name", "shell", "busybox", "sh");
        try (LiveProgram attached = DOCKER.terminal("attach", "shell")) {
            attached.type("echo $((40+2))\r").awaitOut("\r\n42\r\n");
            attached.type("\u0010\u0011");
            attached.awaitOut("read escape sequence");
            attached.exitCode();
        }
        assertEquals("true", DOCKER.inspect("shell", "{{.State.Running}}"));
        try (LiveProgram attached = DOCKER.terminal("attach", "--detach-keys", "a,b", "shell")) {
            attached.type("echo $((50+2))\r").awaitOut("\r\n52\r\n");
            attached.type("ab");
            attached.awaitOut("read escape sequence");
            attached.exitCode();
        }
        assertEquals("true", DOCKER.inspect("shell", "{{.State.Running}}"));
    }

    @Test
    void severalClientsSeeTheSame() {
        DOCKER.background("ticking", TICKING);
        try (LiveProgram one = DOCKER.live("attach", "--no-stdin", "--sig-proxy=false", "ticking");
                LiveProgram two =
                        DOCKER.live("attach", "--no-stdin", "--sig-proxy=false", "ticking")) {
            one.awaitOut(text -> text.lines().count() >= 3, "three lines");
            two.awaitOut(text -> text.lines().count() >= 3, "three lines");
            one.kill();
            int lines = (int) two.out().lines().count();
            two.awaitOut(text -> text.lines().count() >= lines + 3, "more lines");
        }
        assertEquals("true", DOCKER.inspect("ticking", "{{.State.Running}}"));
    }

    @Test
    void attachToAStoppedContainerIsRefused() {
        finished("over", "true");
        Program.Result result = DOCKER.run("attach", "over");

        assertEquals(1, result.code());
        assertTrue(result.err().contains("cannot attach to a stopped container"), result.err());
    }

    private static String secondBefore(String time) {
        return Instant.parse(time).minusSeconds(1).toString();
    }
}
