package dev.joey.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DockerCli;
import dev.joey.testing.Json;
import dev.joey.testing.LiveProgram;
import dev.joey.testing.UnixHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Execs whose clients or daemons leave before them. */
class ExecFaultsIT {
    private static final int ROUNDS = 60;

    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    @BeforeEach
    void begin() {
        DOCKER.background("web", "sleep 1000");
    }

    private static String created(String script) {
        return created(script, "");
    }

    private static String created(String script, String fields) {
        try (UnixHttp http = DOCKER.daemon().http()) {
            String body =
                    "{"
                            + fields
                            + "\"AttachStdin\":true,\"AttachStdout\":true,\"AttachStderr\":true,\"Cmd\":[\"sh\",\"-c\",\""
                            + script
                            + "\"]}";
            return Json.of(http.post("/containers/web/exec", body).text()).path("Id").asText();
        }
    }

    private static String inspect(String id, String field) {
        try (UnixHttp http = DOCKER.daemon().http()) {
            return Json.of(http.get("/exec/" + id + "/json").text()).path(field).asText();
        }
    }

    private static RawHttp start(String id) {
        RawHttp client = new RawHttp(DOCKER.daemon().socket());
        client.request(
                "POST",
                "/exec/" + id + "/start",
                "Connection: Upgrade",
                "Upgrade: tcp",
                "Content-Type: application/json",
                "Content-Length: 2");
        return client.send("{}".getBytes(StandardCharsets.US_ASCII));
    }

    private static long count(String what) {
        Path folder = Path.of("/proc", String.valueOf(DOCKER.daemon().pid()), what);
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void awaitExit(String id, String code) {
        CrashRig.await().untilAsserted(() -> assertEquals("false", inspect(id, "Running")));
        assertEquals(code, inspect(id, "ExitCode"));
    }

    @Test
    void aProcessOutlivesTheClientThatLeaves() {
        String id = created("echo on; read line; seq 1 200000; exit 5");
        try (RawHttp client = start(id)) {
            assertEquals(101, client.status());
            client.readUntil("on\n");
        }
        // The end of the client is the end of the input; the output goes nowhere.
        awaitExit(id, "5");
    }

    @Test
    void theDetachKeysEndTheSessionAndNotTheProcess() {
        String id = created("echo on; sleep 1000", "\"Tty\":true,\"DetachKeys\":\"ctrl-a,b\",");
        try (RawHttp client = start(id)) {
            assertEquals(101, client.status());
            client.readUntil("on\r\n");
            client.send(new byte[] {1, 'b'});
            assertTrue(client.ended());
        }
        assertEquals("true", inspect(id, "Running"));
        CrashRig.await()
                .until(
                        () ->
                                DOCKER.ok(
                                                "events",
                                                "--since",
                                                "0",
                                                "--until",
                                                DockerCli.now(),
                                                "--filter",
                                                "event=exec_detach")
                                        .contains(id));
    }

    @Test
    void aClientThatTakesNothingIsDroppedAndTheProcessGoesOn() {
        String id = created("head -c 20000000 /dev/zero; exit 6");
        try (RawHttp client = start(id)) {
            assertEquals(101, client.status());
            awaitExit(id, "6");
        }
    }

    @Test
    void theNextDaemonKnowsHowAProcessEnded() {
        String ended = created("echo on; while ! [ -e /tmp/go ]; do sleep 0.1; done; exit 7");
        String runs = created("echo on; while ! [ -e /tmp/go2 ]; do sleep 0.1; done; exit 8");
        String never = created("exit 9");
        try (RawHttp one = start(ended);
                RawHttp two = start(runs)) {
            one.readUntil("on\n");
            two.readUntil("on\n");
            long pid = Long.parseLong(inspect(ended, "Pid"));
            Path go = Path.of("/proc", inspect(runs, "Pid"), "root/tmp");
            DOCKER.daemon().kill();
            create(go.resolve("go"));
            CrashRig.await().until(() -> ProcessHandle.of(pid).isEmpty());
            DOCKER.daemon().startAgain();
            awaitExit(ended, "7");
            assertEquals("true", inspect(runs, "Running"));
            assertTrue(Long.parseLong(inspect(runs, "Pid")) > 0);
            assertEquals(
                    3,
                    DOCKER.lines(
                                    "inspect",
                                    "--format",
                                    "{{range .ExecIDs}}{{println .}}{{end}}",
                                    "web")
                            .size());
            create(go.resolve("go2"));
            awaitExit(runs, "8");
        }
        try (RawHttp client = start(never)) {
            assertEquals(101, client.status());
            assertTrue(client.ended());
        }
        awaitExit(never, "9");
    }

    private static void create(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void manyExecsAndLeavingClientsLeaveNothing() {
        cycle(10);
        long descriptors = count("fd");
        long threads = count("task");

        cycle(ROUNDS);

        CrashRig.await()
                .untilAsserted(
                        () -> {
                            long now = count("fd");
                            assertTrue(now <= descriptors + 8, descriptors + " -> " + now);
                        });
        CrashRig.await()
                .untilAsserted(
                        () -> {
                            long now = count("task");
                            assertTrue(now <= threads + 6, threads + " -> " + now);
                        });
        CrashRig.await()
                .untilAsserted(() -> assertEquals("[]", DOCKER.inspect("web", "{{.ExecIDs}}")));
        CrashRig.await().untilAsserted(() -> assertEquals(0, folders()));
    }

    private static long folders() {
        try (Stream<Path> entries = Files.list(DOCKER.daemon().execRoot().resolve("exec"))) {
            return entries.count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void cycle(int rounds) {
        for (int round = 0; round < rounds; round++) {
            try (RawHttp stays = start(created("true"));
                    RawHttp leaves = start(created("cat"))) {
                assertEquals(101, stays.status());
                if (round % 2 == 0) {
                    assertEquals(101, leaves.status());
                }
                assertTrue(stays.ended());
            }
        }
    }

    @Test
    void removingTheContainerTakesItsExecsAlong() {
        String id = created("sleep 1000");
        try (LiveProgram client = DOCKER.live("exec", "web", "sleep", "1000");
                RawHttp running = start(id)) {
            assertEquals(101, running.status());
            CrashRig.await().untilAsserted(() -> assertNotEquals("0", inspect(id, "Pid")));
            DOCKER.ok("rm", "-f", "web");
            assertTrue(running.ended());
            assertEquals("No such exec instance: " + id, inspect(id, "message"));
            int _ = client.exitCode();
        }
        new CrashRig(DOCKER).assertNoTraces();
    }
}
