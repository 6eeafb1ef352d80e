package dev.joey.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DockerCli;
import dev.joey.testing.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The log drivers but for {@code json-file}, which {@link DockerLogsIT} looks at. */
class DockerLogDriversIT {
    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    private static Path folder(String id) {
        return DOCKER.daemon().root().resolve("data/containers").resolve(id);
    }

    @Test
    void localKeepsCompressedFilesAndReadsThemAll() {
        DOCKER.background(
                "lo",
                "seq 5000",
                "--log-driver",
                "local",
                "--log-opt",
                "max-size=50k",
                "--log-opt",
                "max-file=9");
        DOCKER.ok("wait", "lo");

        assertEquals(
                IntStream.rangeClosed(1, 5000).mapToObj(String::valueOf).toList(),
                DOCKER.lines("logs", "lo"));
        assertEquals(
                IntStream.rangeClosed(1001, 5000).mapToObj(String::valueOf).toList(),
                DOCKER.lines("logs", "--tail", "4000", "lo"));
        assertEquals("", DOCKER.inspect("lo", "{{.LogPath}}"));
    }

    @Test
    void localIsReadWhileItIsWrittenAndAfterAKill() {
        DOCKER.background(
                "tick",
                "i=0; while :; do i=$((i+1)); echo $i; sleep 0.1; done",
                "--log-driver",
                "local");
        Awaitility.await().until(() -> DOCKER.lines("logs", "tick").size() > 3);
        DOCKER.daemon().kill();
        DOCKER.daemon().startAgain();
        Awaitility.await().until(() -> DOCKER.lines("logs", "tick").size() > 20);
        List<String> lines = DOCKER.lines("logs", "tick");
        assertEquals(
                IntStream.rangeClosed(1, lines.size()).mapToObj(String::valueOf).toList(), lines);
    }

    @Test
    void syslogGetsLinesWhichCanBeReadHereToo() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            DOCKER.background(
                    "sys",
                    "echo hello",
                    "--log-driver",
                    "syslog",
                    "--log-opt",
                    "syslog-address=tcp://127.0.0.1:" + server.getLocalPort(),
                    "--log-opt",
                    "tag={{.Name}}");
            // The first connection only asked whether the server is there.
            server.accept().close();
            try (Socket client = server.accept();
                    BufferedReader in =
                            new BufferedReader(
                                    new InputStreamReader(
                                            client.getInputStream(), StandardCharsets.UTF_8))) {
                String line = in.readLine();
                assertTrue(line.startsWith("<30>") && line.contains(" sys["), line);
                assertTrue(line.endsWith(": hello"), line);
            }
            DOCKER.ok("wait", "sys");
            assertEquals("hello", DOCKER.ok("logs", "sys"));
        }
    }

    @Test
    void aSyslogServerThatIsNotThereRefusesTheStart() throws IOException {
        int port;
        try (ServerSocket reserved = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = reserved.getLocalPort();
        }
        Program.Result refused =
                DOCKER.run(
                        "run",
                        "--network",
                        "none",
                        "--log-driver",
                        "syslog",
                        "--log-opt",
                        "syslog-address=tcp://127.0.0.1:" + port,
                        "busybox",
                        "true");
        assertNotEquals(0, refused.code());
        assertTrue(
                refused.err().contains("failed to initialize logging driver: dial tcp"),
                refused.err());
    }

    @Test
    void aLogThatCannotBeWrittenIsToldByInspectAndWritingResumes() throws IOException {
        String id =
                DOCKER.background("tick", "i=0; while :; do i=$((i+1)); echo $i; sleep 0.1; done");
        Path log = folder(id).resolve(id + "-json.log");
        Awaitility.await().until(() -> Files.exists(log) && Files.size(log) > 0);
        Files.delete(log);
        Files.createDirectory(log);
        Awaitility.await()
                .until(() -> DOCKER.ok("inspect", "tick").contains("\"LogFault\": \"cannot "));
        assertEquals("true", DOCKER.inspect("tick", "{{.State.Running}}"));
        Files.delete(log);
        Awaitility.await().until(() -> !DOCKER.lines("logs", "tick").isEmpty());
        Awaitility.await().until(() -> !DOCKER.ok("inspect", "tick").contains("LogFault"));
    }

    @Test
    void infoNamesTheDrivers() {
        assertEquals(
                "[journald json-file local syslog]",
                DOCKER.ok("info", "--format", "{{.Plugins.Log}}"));
        assertEquals("json-file", DOCKER.ok("info", "--format", "{{.LoggingDriver}}"));
    }
}
