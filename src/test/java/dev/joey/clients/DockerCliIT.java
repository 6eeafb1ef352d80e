package dev.joey.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DaemonUnderTest;
import dev.joey.testing.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Docker CLI drives a daemon as its users do. */
class DockerCliIT {
    private static DaemonUnderTest daemon;

    @BeforeAll
    static void start() {
        daemon = DaemonUnderTest.running("--label", "purpose=test");
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    @Test
    void versionNamesTheEngineAndItsParts() {
        var version = Json.of(daemon.docker("version", "--format", "{{json .Server}}").ok());

        assertEquals("Joey", version.at("/Platform/Name").asText());
        assertEquals(
                "[\"Engine\",\"containerd\",\"runc\"]",
                version.at("/Components").findValuesAsText("Name").stream()
                        .filter(name -> !name.equals("docker-init"))
                        .map(name -> "\"" + name + "\"")
                        .toList()
                        .toString()
                        .replace(", ", ","));
    }

    @Test
    void infoTellsOfTheHostAndTheSettings() {
        var info = Json.of(daemon.docker("info", "--format", "{{json .}}").ok());

        assertEquals(daemon.dataRoot().toString(), info.path("DockerRootDir").asText());
        assertEquals("[\"purpose=test\"]", info.path("Labels").toString());
        assertTrue(info.path("MemTotal").asLong() > 0);
        assertEquals("inactive", info.at("/Swarm/LocalNodeState").asText());
        assertTrue(info.path("LiveRestoreEnabled").asBoolean());
    }
}
