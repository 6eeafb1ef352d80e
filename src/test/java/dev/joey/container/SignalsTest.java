package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.error.EngineException.InvalidParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTest {
    @ParameterizedTest
    @CsvSource({
        "SIGKILL, 9",
        "KILL, 9",
        "kill, 9",
        "sigterm, 15",
        "9, 9",
        "64, 64",
        "09, 9",
        "RTMIN, 34",
        "SIGRTMIN+3, 37",
        "rtmin+30, 64",
        "RTMAX-2, 62",
        "SIGRTMAX, 64",
        "CHLD, 17",
        "CLD, 17",
        "IOT, 6",
        "WINCH, 28",
        "SYS, 31"
    })
    void namesAndNumbersAreUnderstood(String text, int number) {
        assertEquals(number, Signals.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "65",
                "-9",
                "SIG",
                "SIGFOO",
                "RTMIN+31",
                "RTMAX-31",
                "RTMIN+",
                "9x",
                "99999999999",
                "RTMIN+99"
            })
    void othersAreRefusedInDockersWords(String text) {
        var failure = assertThrows(InvalidParameter.class, () -> Signals.parse(text));
        assertEquals("invalid signal: " + text, failure.getMessage());
    }

    @Test
    void stopUsesSigtermForNoneAndForNonsenseOfAnImage() {
        assertEquals(15, Signals.ofStop(new ContainerSpec.Stop(null, null)));
        assertEquals(15, Signals.ofStop(new ContainerSpec.Stop("SIGNONE", null)));
        assertEquals(3, Signals.ofStop(new ContainerSpec.Stop("SIGQUIT", null)));
    }
}
