package dev.joey.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DockerCli;
import dev.joey.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker cp}, both ways, whatever the container does. */
class DockerCopyIT {
    /** How long a container swaps links under a copy, in seconds. */
    private static final int RACE = Integer.getInteger("joey.test.race-seconds", 5);

    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    @TempDir Path host;

    @AfterEach
    void removeVolumes() {
        DOCKER.removeContainers();
        DOCKER.lines("volume", "ls", "-q").forEach(name -> DOCKER.ok("volume", "rm", name));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(host.resolve(name), content);
    }

    @Test
    void filesGoIntoAndComeOutOfContainersInEveryState() throws IOException {
        Path file = file("f", "content");
        DOCKER.ok(
                "create",
                "--name",
                "box",
                "--network",
                "none",
                "-v",
                "data:/d",
                "--tmpfs",
                "/t",
                "busybox",
                "sh",
                "-c",
                "sleep 100 & wait");
        DOCKER.ok("cp", file.toString(), "box:/d/created");
        DOCKER.ok("start", "box");
        DOCKER.ok("cp", file.toString(), "box:/d/running");
        DOCKER.ok("cp", file.toString(), "box:/t/");
        DOCKER.ok("pause", "box");
        DOCKER.ok("cp", file.toString(), "box:/d/paused");
        DOCKER.ok("cp", "box:/t/f", host.resolve("back").toString());
        DOCKER.ok("unpause", "box");
        DOCKER.ok("kill", "box");
        DOCKER.ok("wait", "box");
        DOCKER.ok("cp", file.toString(), "box:/d/stopped");
        DOCKER.ok("cp", "box:/d", host.resolve("all").toString());

        assertEquals("content", Files.readString(host.resolve("back")));
        try (Stream<Path> found = Files.list(host.resolve("all"))) {
            assertEquals(
                    List.of("created", "paused", "running", "stopped"),
                    found.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void whatIsNotThereOrReadOnlyIsSaidInDockersWords() throws IOException {
        Path file = file("f", "x");
        DOCKER.background("box", "sleep 100", "-v", "data:/d:ro", "--read-only");
        Program.Result missing = DOCKER.run("cp", "box:/nowhere", host.toString());
        assertTrue(
                missing.err().contains("Could not find the file /nowhere in container box"),
                missing.err());
        Program.Result volume = DOCKER.run("cp", file.toString(), "box:/d/");
        assertTrue(volume.err().contains("mounted volume is marked read-only"), volume.err());
        Program.Result root = DOCKER.run("cp", file.toString(), "box:/root/");
        assertTrue(root.err().contains("container rootfs is marked read-only"), root.err());
        Program.Result kind = DOCKER.run("cp", host.toString(), "box:/bin/busybox");
        assertEquals(1, kind.code());
    }

    @Test
    void linksStayWithinTheContainer() throws IOException {
        Path secret = file("secret", "of the host");
        DOCKER.background(
                "box",
                "ln -s " + secret + " /link; ln -s " + host + " /folder; touch /made; sleep 100");
        DOCKER.ok("exec", "box", "sh", "-c", "while ! [ -e /made ]; do :; done");
        Program.Result read = DOCKER.run("cp", "-L", "box:/link", host.resolve("got").toString());
        assertEquals(1, read.code(), "there is no such file in the container");
        Program.Result written = DOCKER.run("cp", secret.toString(), "box:/folder/");
        assertEquals(1, written.code());
        DOCKER.ok("cp", "box:/link", host.resolve("link").toString());
        assertEquals(secret.toString(), Files.readSymbolicLink(host.resolve("link")).toString());
    }

    @Test
    void noSwappingOfLinksLeadsACopyOutOfTheContainer() throws IOException {
        Path secret = Files.createDirectories(host.resolve("host"));
        Files.writeString(secret.resolve("f"), "of the host");
        Path own = file("own", "of the copy");
        DOCKER.background(
                "box",
                "mkdir -p /a /real; echo inside > /real/f; while :; do rm -rf /a; mkdir /a;"
                        + " cp /real/f /a/f; rm -rf /a; ln -s "
                        + secret
                        + " /a; done");
        long end = System.nanoTime() + RACE * 1_000_000_000L;
        Path out = host.resolve("out");
        while (System.nanoTime() < end) {
            Program.Result read = DOCKER.run("cp", "box:/a/f", out.toString());
            // What vanishes while it is read is left out.
            if (read.code() == 0 && Files.exists(out)) {
                assertFalse(Files.readString(out).contains("of the host"));
            }
            DOCKER.run("cp", own.toString(), "box:/a/");
        }
        try (Stream<Path> left = Files.list(secret)) {
            assertEquals(List.of(secret.resolve("f")), left.toList());
        }
    }
}
