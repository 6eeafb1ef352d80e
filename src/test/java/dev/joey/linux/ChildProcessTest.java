package dev.joey.linux;

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
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir private Path folder;

    @Test
    void itsOutputGoesToTheLogAndItsExitCodeIsKept() throws Exception {
        Path log = folder.resolve("log");
        Files.writeString(log, "before\n");
        ChildProcess process =
                ChildProcess.start(
                        List.of("/bin/sh", "-c", "echo $A-$HOME-; echo error >&2; cat; exit 3"),
                        Set.of("HOME"),
                        Map.of("A", "set"),
                        log);
        assertTrue(process.awaitExit(PATIENCE));
        assertEquals("before\nset--\nerror\n", Files.readString(log));
        assertEquals(OptionalInt.of(3), process.exitCode());
        assertFalse(process.alive());
    }

    @Test
    void itLeadsASessionOfItsOwn() throws Exception {
        ChildProcess process = sleep("1000.1");
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String session = stat.substring(stat.lastIndexOf(')')).split(" ", -1)[4];
            assertEquals(Long.toString(process.pid()), session);
        } finally {
            end(process);
        }
    }

    @Test
    void oneThatIsFoundByItsArgumentsCanBeEnded() throws Exception {
        ChildProcess started = sleep("1000.2");
        List<String> argv = List.of("/bin/sleep", "1000.2");
        try {
            assertEquals(
                    started.pid(), ChildProcess.find(argv::equals).map(ChildProcess::pid).get());
            assertEquals(
                    Optional.empty(),
                    ChildProcess.adopt(started.pid(), List.of("/bin/sleep", "1")::equals));
            ChildProcess adopted = ChildProcess.adopt(started.pid(), argv::equals).orElseThrow();
            assertFalse(adopted.awaitExit(Duration.ofMillis(1)));
            adopted.terminate();
            assertTrue(adopted.awaitExit(PATIENCE));
            assertEquals(OptionalInt.empty(), adopted.exitCode());
        } finally {
            end(started);
        }
        assertEquals(OptionalInt.of(128 + 15), started.exitCode());
        assertEquals(Optional.empty(), ChildProcess.find(argv::equals));
        assertEquals(Optional.empty(), ChildProcess.adopt(started.pid(), argv::equals));
    }

    @Test
    void aProgramThatIsNotThereIsAClearError() {
        EngineException failure =
                assertThrows(
                        EngineException.Unavailable.class,
                        () ->
                                ChildProcess.start(
                                        List.of(folder.resolve("absent").toString()),
                                        Set.of(),
                                        Map.of(),
                                        folder.resolve("log")));
        assertTrue(failure.getMessage().contains("absent"), failure::toString);
    }

    /** Returns once setsid(1) has become sleep(1). */
    private ChildProcess sleep(String seconds) {
        List<String> argv = List.of("/bin/sleep", seconds);
        ChildProcess process = ChildProcess.start(argv, Set.of(), Map.of(), folder.resolve("log"));
        org.awaitility.Awaitility.await()
                .until(() -> ChildProcess.adopt(process.pid(), argv::equals).isPresent());
        return process;
    }

    private static void end(ChildProcess process) throws InterruptedException {
        process.kill();
        assertTrue(process.awaitExit(PATIENCE));
    }
}
