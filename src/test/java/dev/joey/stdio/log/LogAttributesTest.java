package dev.joey.stdio.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.error.EngineException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogAttributesTest {
    private static final LogSubject WEB =
            new LogSubject(
                    "0123456789abcdef".repeat(4),
                    "web",
                    "sha256:fedcba9876543210",
                    "shop:1",
                    "joey",
                    List.of("nginx", "-g"),
                    Map.of("team", "a", "tier", "front", "other", "x"),
                    List.of("PATH=/bin", "MODE=x=y", "EMPTY=", "ODD"));

    @Test
    void labelsAndEnvironmentAreChosenByNameAndByPattern() {
        assertEquals(
                Map.of("team", "a", "tier", "front", "MODE", "x=y", "EMPTY", ""),
                LogAttributes.of(
                        Map.of(
                                "labels", "team,missing",
                                "labels-regex", "^ti",
                                "env", "EMPTY,ODD",
                                "env-regex", "OD"),
                        WEB));
    }

    @Test
    void withoutOptionsThereAreNone() {
        assertEquals(Map.of(), LogAttributes.of(Map.of("labels", "", "env-regex", ""), WEB));
    }

    @ParameterizedTest
    @CsvSource({
        "{{.ID}}, 0123456789ab",
        "{{ .Name }}/{{.ImageName}}, web/shop:1",
        "{{.FullID}}, 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "{{.ImageID}}, sha256:fedcb",
        "{{.ImageFullID}}, sha256:fedcba9876543210",
        "{{.DaemonName}}-{{.Command}}, joey-nginx -g",
        "a {{- upper .Name -}} b{{.ContainerName | lower}}, aWEBb/web",
        "plain, plain",
    })
    void theTagIsATemplate(String tag, String text) {
        assertEquals(Map.of("tag", text), LogAttributes.of(Map.of("tag", tag), WEB));
    }

    @Test
    void whatTheTemplateCannotDoIsNamed() {
        assertEquals(
                "log tag action {{json .Name}} is not implemented",
                assertThrows(
                                EngineException.NotImplemented.class,
                                () -> LogAttributes.of(Map.of("tag", "{{json .Name}}"), WEB))
                        .getMessage());
    }
}
