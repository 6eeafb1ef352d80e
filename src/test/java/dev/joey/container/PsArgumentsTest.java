package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.error.EngineException.InvalidParameter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PsArgumentsTest {
    @Test
    void nothingMeansEverythingInFull() {
        assertEquals(List.of("-ef"), PsArguments.parse(null));
        assertEquals(List.of("-ef"), PsArguments.parse("  "));
    }

    @Test
    void theUsualFormsPass() {
        assertEquals(List.of("aux"), PsArguments.parse("aux"));
        assertEquals(List.of("-eo", "pid,comm"), PsArguments.parse("-eo pid,comm"));
        assertEquals(List.of("-o", "pid,user"), PsArguments.parse("-opid,user"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-o pid=x",
                "-C sh",
                "--pid 1",
                "-o",
                "-p1",
                "-o pid;id",
                "$(id)",
                "--info",
                "-U root"
            })
    void allElseIsRefused(String text) {
        assertThrows(InvalidParameter.class, () -> PsArguments.parse(text));
    }

    @Test
    void onlyTheContainersProcessesAreKeptAndTheCommandKeepsItsBlanks() {
        ProcessTable table =
                TopContainer.table(
                        "UID   PID  CMD\nroot    1  init\nroot   42  sleep 10 20\n", Set.of("42"));
        assertEquals(List.of("UID", "PID", "CMD"), table.titles());
        assertEquals(List.of(List.of("root", "42", "sleep 10 20")), table.rows());
    }

    @Test
    void withoutAPidColumnNothingCanBeTold() {
        assertThrows(
                InvalidParameter.class,
                () -> TopContainer.table("UID CMD\nroot init\n", Set.of("1")));
    }
}
