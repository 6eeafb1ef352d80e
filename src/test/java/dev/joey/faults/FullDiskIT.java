package dev.joey.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DaemonUnderTest;
import dev.joey.testing.Json;
import dev.joey.testing.Program;
import dev.joey.testing.UnixHttp;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The disk with the data root fills up; the daemon says so, lives, and works again. */
class FullDiskIT {
    private static final String BODY =
            "{\"Image\":\"busybox\",\"Cmd\":[\"echo\",\"ran\"],\"HostConfig\":{\"NetworkMode\":\"none\"}}";

    @Test
    void aFullDiskIsToldAndOutlived() throws IOException {
        try (DaemonUnderTest daemon = DaemonUnderTest.running()) {
            assertEquals(0, daemon.stop());
            Program.run("rm", "-rf", daemon.dataRoot().toString()).ok();
            Files.createDirectories(daemon.dataRoot());
            Program.run(
                            "mount",
                            "-t",
                            "tmpfs",
                            "-o",
                            "size=64m,mode=711",
                            "tmpfs",
                            daemon.dataRoot().toString())
                    .ok();
            try {
                daemon.startAgain();
                daemon.docker(
                                "load",
                                "-q",
                                "-i",
                                Program.busyboxImage(daemon.root().resolve("busybox.tar"))
                                        .toString())
                        .ok();
                daemon.docker(
                                "run",
                                "-d",
                                "--name",
                                "running",
                                "--network",
                                "none",
                                "busybox",
                                "sh",
                                "-c",
                                "trap 'exit 3' TERM; while :; do sleep 0.05; done")
                        .ok();
                daemon.docker(
                                "create",
                                "--name",
                                "before",
                                "--network",
                                "none",
                                "busybox",
                                "echo",
                                "ran")
                        .ok();

                Path filler = daemon.dataRoot().resolve("filler");
                fill(filler);
                refusedWhileFull(daemon);
                Files.delete(filler);

                worksAgain(daemon);
                assertEquals(0, daemon.stop());
            } finally {
                Program.run("umount", "-l", daemon.dataRoot().toString());
            }
        }
    }

    private static void fill(Path filler) throws IOException {
        byte[] zeros = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(zeros);
            }
        } catch (IOException full) {
            assertTrue(full.getMessage().contains("No space left"), full.getMessage());
        }
    }

    private static void refusedWhileFull(DaemonUnderTest daemon) {
        try (UnixHttp http = daemon.http()) {
            // Pages that the database already has may take a few more rows.
            UnixHttp.Response create = http.post("/containers/create", BODY);
            for (int tries = 0; create.status() == 201 && tries < 2000; tries++) {
                create = http.post("/containers/create", BODY);
            }
            assertTrue(
                    create.status() == 503 || create.status() == 500,
                    create.status() + create.text());
            String reason = Json.of(create.text()).path("message").asText();
            assertTrue(reason.contains("full") || reason.contains("space"), reason);

            assertEquals(200, http.get("/_ping").status());
            assertEquals(200, http.get("/containers/json?all=1").status());
            assertEquals(200, http.get("/containers/running/json").status());
            UnixHttp.Response start = http.post("/containers/before/start", "");
            assertTrue(start.status() == 204 || start.status() >= 500, start.text());
            assertEquals(503, http.get("/health/ready").status());
        }
    }

    private static void worksAgain(DaemonUnderTest daemon) {
        assertEquals(
                "ran\n",
                daemon.docker("run", "--rm", "--network", "none", "busybox", "echo", "ran").ok());
        assertEquals(
                "running 0\n",
                daemon.docker("inspect", "-f", "{{.State.Status}} {{.State.ExitCode}}", "running")
                        .ok());
        daemon.docker("stop", "running").ok();
        assertEquals(
                "exited 3\n",
                daemon.docker("inspect", "-f", "{{.State.Status}} {{.State.ExitCode}}", "running")
                        .ok());
        daemon.docker("start", "-a", "before").ok();
        try (UnixHttp http = daemon.http()) {
            assertEquals(200, http.get("/health/ready").status());
            for (String id : Json.texts(http.get("/containers/json?all=1").text(), "Id")) {
                assertEquals(204, http.delete("/containers/" + id + "?force=1").status());
            }
        }
    }
}
