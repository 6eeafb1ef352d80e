package dev.joey.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import dev.joey.oci.RunConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigChangesTest {
    private static RunConfig changed(String... changes) {
        return ConfigChanges.apply(RunConfig.EMPTY, List.of(changes));
    }

    @Test
    void commandsAreJsonOrForTheShell() {
        RunConfig config = changed("CMD [\"a\", \"b c\"]", "entrypoint run $it");
        assertEquals(List.of("/bin/sh", "-c", "run $it"), config.entrypoint());
        assertEquals(List.of("a", "b c"), config.cmd());
        RunConfig own =
                ConfigChanges.apply(
                        ConfigChanges.apply(RunConfig.EMPTY, List.of("CMD x")),
                        List.of("ENTRYPOINT [\"e\"]"));
        assertEquals(null, own.cmd());
    }

    @Test
    void variablesAndLabelsTakeQuotesAndEarlierVariables() {
        RunConfig config =
                changed(
                        "ENV A=1 B=\"two words\" C='$A'",
                        "ENV D $A-${B}-${X:-none}-${A:+set}",
                        "LABEL k=\"v=1\" \"other key\"=x",
                        "USER u$A",
                        "STOPSIGNAL SIGKILL");
        assertEquals(List.of("A=1", "B=two words", "C=$A", "D=1-two words-none-set"), config.env());
        assertEquals(Map.of("k", "v=1", "other key", "x"), config.labels());
        assertEquals("u1", config.user());
        assertEquals("SIGKILL", config.stopSignal());
    }

    @Test
    void portsFoldersVolumesAndBuildTriggers() {
        RunConfig config =
                changed(
                        "EXPOSE 80 53/udp 8000-8002",
                        "WORKDIR /a",
                        "WORKDIR b/../c",
                        "VOLUME /x /y",
                        "VOLUME [\"/with blank\"]",
                        "ONBUILD RUN true");
        assertEquals(
                Set.of("80/tcp", "53/udp", "8000/tcp", "8001/tcp", "8002/tcp"),
                config.exposedPorts());
        assertEquals("/a/c", config.workingDir());
        assertEquals(Set.of("/x", "/y", "/with blank"), config.volumes());
        assertEquals(List.of("RUN true"), config.onBuild());
    }

    @Test
    void aHealthCheckHasOptionsAndACommand() {
        assertEquals(
                "{\"Interval\":5000000000,\"Retries\":3,\"Test\":[\"CMD-SHELL\",\"curl x\"]}",
                changed("HEALTHCHECK --interval=5s --retries=3 CMD curl x").healthcheck());
        assertEquals("{\"Test\":[\"NONE\"]}", changed("HEALTHCHECK NONE").healthcheck());
    }

    @ParameterizedTest
    @CsvSource({
        "RUN true, run is not a valid change command",
        "COPY a b, copy is not a valid change command",
        "NONSENSE x, unknown instruction: NONSENSE",
        "ENV, ENV requires at least one argument",
        "ENV A, ENV must have two arguments",
        "EXPOSE http, invalid containerPort: http",
        "EXPOSE 70000, invalid containerPort: 70000",
        "HEALTHCHECK MAYBE, Unknown type",
        "USER ${a, missing",
    })
    void whatIsNoChangeIsRefused(String change, String message) {
        String said =
                assertThrows(EngineException.InvalidParameter.class, () -> changed(change))
                        .getMessage();
        assertTrue(said.contains(message), said);
    }
}
