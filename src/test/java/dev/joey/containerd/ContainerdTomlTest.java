package dev.joey.containerd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContainerdTomlTest {
    private final String toml =
            ContainerdToml.of(
                    ContainerdPlace.of(
                            Path.of("/data \"root\""), Path.of("/exec"), Optional.empty(), "joey"),
                    "warn");

    @Test
    void pathsAreQuoted() {
        assertTrue(toml.contains("root = \"/data \\\"root\\\"/containerd\"\n"), toml);
        assertTrue(toml.contains("address = \"/exec/containerd/containerd.sock\"\n"), toml);
        assertEquals("\"a\\\\b\\u000a\"", ContainerdToml.quoted("a\\b\n"));
    }

    @Test
    void whatActsBehindOurBackIsOff() {
        for (String plugin :
                new String[] {
                    "io.containerd.grpc.v1.cri",
                    "io.containerd.internal.v1.restart",
                    "io.containerd.monitor.container.v1.restart",
                    "io.containerd.nri.v1.nri"
                }) {
            assertTrue(toml.contains('"' + plugin + '"'), plugin);
        }
        assertFalse(toml.contains("runtime.v1.linux"), "tasks of 1.6 need it");
    }

    @Test
    void debugAndMetricsHaveNoSocket() {
        assertEquals(3, toml.split("address = ", -1).length - 1);
        assertEquals(2, toml.split("address = \"\"", -1).length - 1);
    }
}
