package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class EnvironmentSectionTest {
    private static final String PATH =
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    @Test
    void defaultsComeFirstAndHomeLast() {
        assertEquals(
                List.of(PATH, "HOSTNAME=h", "A=1", "HOME=/root"),
                EnvironmentSection.of("h", false, List.of("A=1"), "/root"));
    }

    @Test
    void aTerminalHasAType() {
        assertEquals(
                List.of(PATH, "HOSTNAME=h", "TERM=xterm", "HOME=/"),
                EnvironmentSection.of("h", true, List.of(), "/"));
    }

    @Test
    void givenValuesReplaceDefaultsInPlace() {
        assertEquals(
                List.of("PATH=/bin", "HOSTNAME=h", "HOME=/x", "B=a=b"),
                EnvironmentSection.of(
                        "h", false, List.of("HOME=/x", "PATH=/bin", "B=a=b"), "/root"));
    }

    @Test
    void aNameWithoutAValueTakesTheVariableAwayAndIsNeverResolved() {
        assertEquals(
                List.of("HOSTNAME=h", "HOME=/root"),
                EnvironmentSection.of("h", false, List.of("PATH", "USER"), "/root"));
    }

    @Test
    void anEmptyHomeCountsAsNone() {
        assertEquals(
                List.of(PATH, "HOME=/root"),
                EnvironmentSection.of(null, false, List.of("HOME="), "/root"));
    }
}
