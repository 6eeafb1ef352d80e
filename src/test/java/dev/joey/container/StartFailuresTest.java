package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.joey.container.ContainerState.StartFailure;
import dev.joey.error.EngineException;
import dev.joey.error.EngineException.Conflict;
import dev.joey.error.EngineException.Internal;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.error.EngineException.Unavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartFailuresTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127 | exec: \"nope\": executable file not found in $PATH: unknown",
                "127 | exec: \"/nope\": stat /nope: No such file or directory: unknown",
                "127 | exec: \"/etc/passwd/x\": stat /etc/passwd/x: not a directory: unknown",
                "126 | exec: \"/etc/passwd\": permission denied: unknown",
                "126 | exec /script: exec format error",
                "126 | exec: \"/etc\": is a directory: unknown",
                "128 | unable to apply cgroup configuration: no space left"
            })
    void theRuntimesWordsDecideTheCode(int code, String reason) {
        assertEquals(new StartFailure(code, reason), StartFailures.of(new Internal(reason, null)));
    }

    @Test
    void aFaultWithoutWordsIs128() {
        assertEquals(128, StartFailures.of(new IllegalStateException()).code());
    }

    @Test
    void aBadCommandIsTheCallersFault() {
        for (int code : new int[] {126, 127}) {
            EngineException answer = answer(code, new Internal("x", null));
            assertInstanceOf(InvalidParameter.class, answer);
            assertEquals("the reason", answer.getMessage());
        }
        assertInstanceOf(Internal.class, answer(128, new Internal("x", null)));
        assertInstanceOf(Internal.class, answer(128, new IllegalStateException("x")));
    }

    @Test
    void whatIsKnownAlreadyStaysAsItIs() {
        Unavailable away = new Unavailable("no containerd", null);
        Conflict busy = new Conflict("busy");
        assertSame(away, answer(128, away));
        assertSame(busy, answer(127, busy));
    }

    private static EngineException answer(int code, RuntimeException cause) {
        return StartFailures.answer(new StartFailure(code, "the reason"), cause);
    }
}
