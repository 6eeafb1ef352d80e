package dev.joey.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.joey.testing.DockerCli;
import dev.joey.testing.Json;
import dev.joey.testing.UnixHttp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code docker stats}, and the series of containers at {@code /metrics}. */
class DockerStatsIT {
    private static final String BUSY = "while :; do :; done";

    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    private static List<String> columns(String name, String template) {
        return List.of(
                DOCKER.ok("stats", "--no-stream", "--format", template, name).split("\\|", -1));
    }

    @Test
    void theNumbersAreTheContainers() {
        DOCKER.background("busy", BUSY, "--cpus", "0.25", "-m", "64m", "--pids-limit", "30");
        List<String> shown = columns("busy", "{{.Name}}|{{.CPUPerc}}|{{.MemUsage}}|{{.PIDs}}");
        assertEquals("busy", shown.get(0));
        double percent = Double.parseDouble(shown.get(1).replace("%", ""));
        assertTrue(percent > 12 && percent < 35, shown.get(1));
        assertTrue(shown.get(2).endsWith("/ 64MiB"), shown.get(2));
        assertEquals("1", shown.get(3));
    }

    @Test
    void aContainerThatDoesNotRunHasNoNumbers() {
        DOCKER.background("over", "exit 0");
        DOCKER.ok("wait", "over");
        assertEquals(
                List.of("over", "0.00%", "0B / 0B", "0"),
                columns("over", "{{.Name}}|{{.CPUPerc}}|{{.MemUsage}}|{{.PIDs}}"));
    }

    @Test
    void theStreamGoesOnUntilTheContainerIsRemoved() throws IOException {
        DOCKER.background("web", "sleep 100");
        try (UnixHttp http = DOCKER.daemon().http();
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        http.open("GET", "/containers/web/stats"),
                                        StandardCharsets.UTF_8))) {
            JsonNode first = Json.of(lines.readLine());
            JsonNode second = Json.of(lines.readLine());
            assertEquals(first.path("read"), second.path("preread"));
            assertEquals("/web", second.path("name").asText());
            DOCKER.ok("rm", "-f", "web");
            String last = lines.readLine();
            while (last != null) {
                last = lines.readLine();
            }
        }
    }

    @Test
    void oneShotAnswersAtOnceAndNeverStreams() {
        DOCKER.background("web", "sleep 100");
        try (UnixHttp http = DOCKER.daemon().http()) {
            JsonNode shot = Json.of(http.get("/containers/web/stats?stream=0&one-shot=1").text());
            assertEquals("0001-01-01T00:00:00Z", shot.path("preread").asText());
            assertTrue(shot.at("/memory_stats/usage").asLong() > 0, shot.toString());
            assertEquals(400, http.get("/containers/web/stats?one-shot=1").status());
        }
    }

    @Test
    void seriesComeAndGoWithTheirContainer() {
        String id = DOCKER.background("web", "sleep 100");
        try (UnixHttp http = DOCKER.daemon().http()) {
            String series =
                    "container_memory_usage_bytes{id=\"" + id + "\",name=\"web\",image=\"busybox\"";
            assertTrue(http.get("/metrics").text().contains(series));
            DOCKER.ok("rm", "-f", "web");
            assertTrue(!http.get("/metrics").text().contains(id));
        }
    }
}
