package dev.joey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DaemonUnderTest;
import dev.joey.testing.Json;
import dev.joey.testing.Program;
import dev.joey.testing.UnixHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The daemon as a process: its roots, its locks, its signals. */
class DaemonIT {
    @Test
    void aSecondDaemonOnTheSameRootsIsRefusedInOneLine() {
        try (DaemonUnderTest daemon = DaemonUnderTest.running()) {
            Program.Result second = Program.run(Map.of(), "", daemon.command());

            assertEquals(1, second.code());
            assertEquals(
                    "joey: another daemon (pid "
                            + daemon.pid()
                            + ") uses the data root "
                            + daemon.dataRoot()
                            + "\n",
                    second.err());
        }
    }

    @Test
    void itsIdOutlivesACrash() {
        try (DaemonUnderTest daemon = DaemonUnderTest.running()) {
            String before = id(daemon);
            daemon.kill();
            daemon.startAgain();

            assertEquals(before, id(daemon));
        }
    }

    @Test
    void sigtermEndsItWithCodeZeroAndTakesThePidFileAway() {
        try (DaemonUnderTest daemon = DaemonUnderTest.running()) {
            Path pidfile = daemon.execRoot().resolve("joey.pid");
            assertTrue(Files.exists(pidfile));

            assertEquals(0, daemon.stop());
            assertTrue(Files.notExists(pidfile));
        }
    }

    @Test
    void foldersAndDatabaseAreClosedToOthers() throws IOException {
        try (DaemonUnderTest daemon = DaemonUnderTest.running()) {
            assertEquals("rwx--x--x", mode(daemon.dataRoot()));
            assertEquals("rwx--x--x", mode(daemon.execRoot()));
            for (String file : List.of("joey.db", "joey.db-wal", "joey.db-shm")) {
                assertEquals("rw-------", mode(daemon.dataRoot().resolve(file)), file);
            }
            List<String> open = new ArrayList<>();
            for (Path root : List.of(daemon.dataRoot(), daemon.execRoot())) {
                try (var below = Files.list(root)) {
                    for (Path folder : below.filter(Files::isDirectory).toList()) {
                        if (!mode(folder).matches("rwx------|rwx--x--x")) {
                            open.add(folder + " " + mode(folder));
                        }
                    }
                }
            }
            assertEquals(List.of(), open);
        }
    }

    @Test
    void sighupTakesUpTheFilesLabels() throws IOException {
        Path file = Files.createTempFile("joey", ".json");
        Files.writeString(file, "{\"labels\": [\"a=1\"]}");
        try (DaemonUnderTest daemon = DaemonUnderTest.running("--config-file", file.toString())) {
            assertEquals("[\"a=1\"]", info(daemon, "Labels"));

            Files.writeString(file, "{\"labels\": [\"a=2\", \"b=3\"], \"debug\": true}");
            daemon.signal("HUP");

            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> info(daemon, "Labels").equals("[\"a=2\",\"b=3\"]"));
            assertEquals("true", info(daemon, "Debug"));
        } finally {
            Files.delete(file);
        }
    }

    private static String id(DaemonUnderTest daemon) {
        return info(daemon, "ID");
    }

    private static String info(DaemonUnderTest daemon, String field) {
        try (UnixHttp http = daemon.http()) {
            return Json.of(http.get("/info").text()).path(field).toString();
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
