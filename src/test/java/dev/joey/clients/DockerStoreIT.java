package dev.joey.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DockerCli;
import dev.joey.testing.Json;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Images made of containers, archives of images, and the clearing away of both. */
class DockerStoreIT {
    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    @AfterEach
    void onlyBusyboxIsLeft() {
        for (String id : DOCKER.lines("images", "-aq", "--no-trunc", "--filter", "label=of=test")) {
            DOCKER.run("rmi", "-f", id);
        }
    }

    private static void changed(String name) {
        DOCKER.background(
                name,
                "mkdir -p /new/in; echo text > /new/in/file; rm /bin/cat; rm -rf /tmp; mkdir /tmp;"
                        + " echo x > /tmp/x; echo ready; exec sleep 1000");
        Awaitility.await().until(() -> DOCKER.lines("logs", name).contains("ready"));
    }

    @Test
    void aContainersChangesBecomeAnImage() {
        changed("box");
        List<String> changes = DOCKER.lines("diff", "box");
        assertTrue(changes.containsAll(List.of("A /new", "A /new/in", "A /new/in/file")));
        assertTrue(changes.containsAll(List.of("C /bin", "D /bin/cat", "C /tmp", "A /tmp/x")));
        assertFalse(changes.stream().anyMatch(line -> line.contains("/etc/hosts")), "" + changes);

        DOCKER.ok(
                "commit",
                "-a",
                "me",
                "-m",
                "why",
                "-c",
                "LABEL of=test",
                "-c",
                "ENV A=b",
                "box",
                "made:1");
        assertEquals("running", DOCKER.lines("inspect", "-f", "{{.State.Status}}", "box").getFirst());
        String inside =
                DOCKER.ok(
                        "run",
                        "--rm",
                        "--network",
                        "none",
                        "made:1",
                        "sh",
                        "-c",
                        "echo $A; busybox cat /new/in/file /tmp/x; ls /bin/cat || echo gone");
        assertEquals("b\ntext\nx\ngone", inside.strip());
        var image = Json.of(DOCKER.ok("inspect", "-f", "{{json .}}", "made:1"));
        assertEquals("me", image.path("Author").asText());
        assertEquals("why", image.path("Comment").asText());
        assertEquals(2, image.at("/RootFS/Layers").size());
        assertEquals(
                "",
                DOCKER.lines("inspect", "-f", "{{.Config.Labels.of}}", "box")
                        .getFirst()
                        .replace("<no value>", ""));
    }

    @Test
    void aContainerIsExportedAndImported() {
        changed("box");
        Path file = DOCKER.daemon().root().resolve("export.tar");
        DOCKER.ok("export", "-o", file.toString(), "box");
        DOCKER.ok("import", "-c", "LABEL of=test", "-m", "note", file.toString(), "in:1");
        assertEquals(
                "text",
                DOCKER.ok(
                                "run",
                                "--rm",
                                "--network",
                                "none",
                                "in:1",
                                "busybox",
                                "cat",
                                "/new/in/file")
                        .strip());
        assertTrue(DOCKER.ok("history", "in:1").contains("note"));
    }

    @Test
    void savedImagesAreLoadedAgainWithTheirNames() {
        changed("box");
        DOCKER.ok("commit", "-c", "LABEL of=test", "box", "made:1");
        DOCKER.ok("tag", "made:1", "made:2");
        DOCKER.removeContainers();
        Path file = DOCKER.daemon().root().resolve("save.tar");
        DOCKER.ok("save", "-o", file.toString(), "made", "busybox:latest");
        String id = DOCKER.lines("images", "-q", "--no-trunc", "made:1").getFirst();
        DOCKER.ok("rmi", "made:1", "made:2");
        String said = DOCKER.ok("load", "-i", file.toString());
        assertTrue(said.contains("made:1") && said.contains("made:2"), said);
        assertEquals(id, DOCKER.lines("images", "-q", "--no-trunc", "made:2").getFirst());
        assertNotEquals(0, DOCKER.run("save", "nowhere").code());
    }

    @Test
    void unusedImagesArePrunedAndUsedOnesAreNot() {
        changed("box");
        DOCKER.ok("commit", "-c", "LABEL of=test", "box");
        DOCKER.ok("commit", "-c", "LABEL of=test", "box", "named:1");
        String kept = DOCKER.ok("image", "prune", "-f", "--filter", "label!=of=test");
        assertTrue(kept.contains("Total reclaimed space: 0B"), kept);
        assertTrue(DOCKER.ok("image", "prune", "-f").contains("deleted: sha256:"));
        assertEquals(1, DOCKER.lines("images", "-q", "named:1").size());
        String all = DOCKER.ok("image", "prune", "-af", "--filter", "label=of=test");
        assertTrue(all.contains("untagged: named:1"), all);
        assertTrue(DOCKER.ok("system", "df").contains("Images"));
        assertEquals(1, DOCKER.lines("images", "-q", "busybox").size());
    }
}
