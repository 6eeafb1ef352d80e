package dev.joey.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final byte[] NOTHING = {};

    private final Commands commands = new Commands();

    @TempDir Path temp;

    @Test
    void aProgramsOutputAndExitCodeComeBackApart() {
        Commands.Result result =
                commands.run(
                        List.of("sh", "-c", "cat; echo oops >&2; exit 3"),
                        "hello".getBytes(UTF_8),
                        LONG);
        assertEquals(3, result.exitCode());
        assertEquals("hello", result.out());
        assertEquals("oops", result.err());
    }

    @Test
    void moreOutputThanIsKeptDoesNotBlockTheProgram() {
        Commands.Result result =
                commands.run(List.of("head", "-c", "6000000", "/dev/zero"), NOTHING, LONG);
        assertEquals(0, result.exitCode());
        assertEquals(Commands.OUTPUT_AT_MOST_BYTES, result.stdout().length);
    }

    @Test
    void aProgramThatDoesNotReadItsInputIsNotWaitedFor() {
        assertEquals(0, commands.run(List.of("true"), new byte[1 << 20], LONG).exitCode());
    }

    @Test
    void aProgramThatTakesTooLongIsKilled() {
        EngineException failed =
                assertThrows(
                        EngineException.Unavailable.class,
                        () -> commands.run(List.of("sleep", "60"), NOTHING, Duration.ofMillis(50)));
        assertEquals("sleep did not end within 50 ms", failed.getMessage());
    }

    @Test
    void aMissingProgramIsNamed() {
        EngineException failed =
                assertThrows(
                        EngineException.Unavailable.class,
                        () -> commands.run(List.of("no-such-program"), NOTHING, LONG));
        assertEquals("cannot start no-such-program", failed.getMessage());
        assertEquals(Optional.empty(), commands.find("no-such-program"));
        assertTrue(commands.find("sh").isPresent());
    }

    @Test
    void aLongLivedChildHasASessionOfItsOwnAndCanBeAdopted() throws Exception {
        Path log = temp.resolve("log");
        Child child =
                commands.start(
                        List.of("/bin/sh", "-c", "echo $GREETING; while :; do sleep 1; done"),
                        Map.of("GREETING", "hello", "PATH", "/usr/bin:/bin"),
                        log);
        CountDownLatch ended = new CountDownLatch(1);
        try {
            child.onExit(ended::countDown);
            Awaitility.await().until(() -> Files.readString(log).equals("hello\n"));
            String stat = Files.readString(Path.of("/proc/" + child.pid() + "/stat"));
            // After the name in brackets: state, parent, process group, session. proc_pid_stat(5)
            String session =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)).get(3);
            assertEquals(Long.toString(child.pid()), session);
            assertTrue(commands.adopt(child.pid(), Path.of("/bin/sh")).orElseThrow().alive());
            assertEquals(Optional.empty(), commands.adopt(child.pid(), Path.of("/bin/true")));
        } finally {
            child.stop(Duration.ofSeconds(10));
        }
        assertTrue(ended.await(20, TimeUnit.SECONDS));
        assertFalse(child.alive());
        assertEquals(Optional.empty(), commands.adopt(child.pid(), Path.of("/bin/sh")));
    }
}
