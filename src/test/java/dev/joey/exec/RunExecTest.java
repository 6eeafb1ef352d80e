package dev.joey.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunExecTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ExecRig rig = new ExecRig();

    @AfterEach
    void end() {
        rig.close();
    }

    private void ends(String exec, int code) {
        var _ = rig.tasks.endExec(exec, code, Instant.EPOCH);
        rig.exits.exited(rig.web, exec, code, Instant.EPOCH);
    }

    @Test
    void codeAndTheBeginningOfTheOutputAreKept() throws Exception {
        rig.tasks.onExecStart(
                (_, exec) -> {
                    rig.io.print(exec, "hello ");
                    rig.io.print(exec, "world");
                    ends(exec, 3);
                });

        ExecOutcome outcome = rig.manager.run("web", ExecRig.spec(false, "check"), LONG, 8);

        assertEquals(3, outcome.code());
        assertEquals("hello wo", new String(outcome.output(), StandardCharsets.UTF_8));
        assertTrue(outcome.truncated());
        assertFalse(outcome.timedOut());
    }

    @Test
    void whatTakesTooLongIsKilled() throws Exception {
        rig.tasks.onExecSignal((exec, signal) -> ends(exec, 128 + signal));

        ExecOutcome outcome =
                rig.manager.run("web", ExecRig.spec(false, "check"), Duration.ofMillis(1), 8);

        assertEquals(137, outcome.code());
        assertTrue(outcome.timedOut());
    }

    @Test
    void whatCannotRunIsToldAtOnce() {
        rig.tasks.failExecWith(new EngineException.Internal("executable file not found", null));

        assertThrows(
                EngineException.InvalidParameter.class,
                () -> rig.manager.run("web", ExecRig.spec(false, "check"), LONG, 8));
        assertThrows(
                EngineException.NotFound.class,
                () -> rig.manager.run("nope", ExecRig.spec(false, "check"), LONG, 8));
    }
}
