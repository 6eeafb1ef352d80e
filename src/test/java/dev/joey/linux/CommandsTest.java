package dev.joey.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
}
