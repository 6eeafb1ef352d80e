package dev.joey.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DockerCli;
import dev.joey.testing.Json;
import dev.joey.testing.UnixHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that come together, leave early, or take their time. */
class ClientsIT {
    private static final int ROUNDS = 200;

    /** Longer than any usual time-out of an idle connection would let pass in a test. */
    private static final Duration QUIET = Duration.ofSeconds(20);

    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    private static RawHttp connect() {
        return new RawHttp(DOCKER.daemon().socket());
    }

    private static long count(String what) {
        Path folder = Path.of("/proc", String.valueOf(DOCKER.daemon().pid()), what);
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void ofFourCreatesWithOneNameOneWins() throws Exception {
        String body = "{\"Image\":\"busybox\",\"HostConfig\":{\"NetworkMode\":\"none\"}}";
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 10; round++) {
                String path = "/containers/create?name=wanted" + round;
                CountDownLatch together = new CountDownLatch(4);
                Callable<Integer> create =
                        () -> {
                            try (UnixHttp http = DOCKER.daemon().http()) {
                                http.get("/_ping");
                                together.countDown();
                                together.await();
                                return http.post(path, body).status();
                            }
                        };
                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> answer :
                        threads.invokeAll(List.of(create, create, create, create))) {
                    statuses.add(answer.get());
                }
                assertEquals(List.of(201, 409, 409, 409), statuses.stream().sorted().toList());
            }
        }
        assertEquals(10, DOCKER.lines("ps", "-aq").size());
        new CrashRig(DOCKER).assertNoTraces();
    }

    @Test
    void whoLeavesInTheMiddleLeavesNothing() {
        DOCKER.background("ticking", "while :; do echo tick; sleep 0.05; done", "-i");
        DOCKER.background("quiet", "sleep 1000", "-i");
        // What is made once is made now: threads of pools, classes, connections to the database.
        leave(20);
        long descriptors = count("fd");
        long threads = count("task");

        leave(ROUNDS);

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
        try (UnixHttp http = DOCKER.daemon().http()) {
            assertEquals(200, http.get("/_ping").status());
        }
    }

    private static void leave(int rounds) {
        for (int round = 0; round < rounds; round++) {
            String name = round % 2 == 0 ? "ticking" : "quiet";
            List<RawHttp> clients =
                    List.of(
                            connect()
                                    .attach(
                                            "/containers/"
                                                    + name
                                                    + "/attach?stream=1&stdin=1&stdout=1&stderr=1"),
                            connect()
                                    .request(
                                            "GET",
                                            "/containers/" + name + "/logs?follow=1&stdout=1"),
                            connect()
                                    .request(
                                            "POST",
                                            "/containers/" + name + "/wait",
                                            "Content-Length: 0"),
                            connect().request("GET", "/events?since=1"),
                            // Promises more than it sends.
                            connect()
                                    .request(
                                            "POST",
                                            "/containers/create?name=never",
                                            "Content-Type: application/json",
                                            "Content-Length: 1000"),
                            connect().request("POST", "/images/load", "Content-Length: 100000"));
            if (round % 3 != 0) {
                clients.stream().limit(4).forEach(RawHttp::status);
            }
            clients.forEach(RawHttp::close);
        }
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws IOException {
        Traces traces = new Traces(DOCKER.daemon());
        List<String> before = traces.ofLoads();
        byte[] archive = Files.readAllBytes(DOCKER.image());
        for (int part = 1; part < 8; part++) {
            try (RawHttp upload =
                    connect()
                            .request("POST", "/images/load", "Content-Length: " + archive.length)) {
                upload.send(Arrays.copyOf(archive, archive.length / 8 * part));
            }
        }

        CrashRig.await().untilAsserted(() -> assertEquals(before, traces.ofLoads()));
        assertEquals("fine", DOCKER.inside(List.of(), "echo", "fine"));
    }

    @Test
    void theQuietAreNotCutOff() throws Exception {
        String script = "read line; echo got $line; read line; exit 5";
        DOCKER.background("listening", script, "-i");
        byte[] archive = Files.readAllBytes(DOCKER.image());
        try (RawHttp attach =
                        connect().attach("/containers/listening/attach?stream=1&stdin=1&stdout=1");
                RawHttp logs =
                        connect().request("GET", "/containers/listening/logs?follow=1&stdout=1");
                RawHttp wait =
                        connect()
                                .request(
                                        "POST", "/containers/listening/wait", "Content-Length: 0");
                RawHttp events = connect().request("GET", "/events");
                RawHttp upload =
                        connect()
                                .request(
                                        "POST",
                                        "/images/load?quiet=1",
                                        "Content-Type: application/x-tar",
                                        "Content-Length: " + archive.length);
                RawHttp idle = connect()) {
            assertEquals(101, attach.status());
            assertEquals(200, logs.status());
            assertEquals(200, wait.status());
            assertEquals(200, events.status());
            // The upload comes in slowly while the others are silent.
            int pieces = 40;
            for (int piece = 0; piece < pieces; piece++) {
                upload.send(Arrays.copyOfRange(archive, piece * 100, (piece + 1) * 100));
                TimeUnit.NANOSECONDS.sleep(QUIET.toNanos() / pieces);
            }
            upload.send(Arrays.copyOfRange(archive, pieces * 100, archive.length));
            assertEquals(200, upload.status());
            assertTrue(upload.readUntil("\n").length() > 0);

            attach.send("hello\n".getBytes(StandardCharsets.UTF_8));
            attach.readUntil("got hello\n");
            logs.readUntil("got hello\n");
            attach.send("over\n".getBytes(StandardCharsets.UTF_8));
            wait.readUntil("\"StatusCode\":5");
            events.readUntil("\"die\"");
            assertEquals(200, idle.request("GET", "/_ping").status());
        }
    }

    @Test
    void theServerHeedsTheDetachKeys() {
        DOCKER.ok("run", "-dit", "--network", "none", "--name", "shell", "busybox", "sh");
        try (RawHttp attach =
                connect()
                        .attach(
                                "/containers/shell/attach?stream=1&stdin=1&stdout=1&detachKeys=a,ctrl-b")) {
            assertEquals(101, attach.status());
            attach.send("echo $((40+2))\n".getBytes(StandardCharsets.UTF_8));
            attach.readUntil("\r\n42\r\n");
            attach.send(new byte[] {'a', 2});
            CrashRig.await()
                    .until(
                            () ->
                                    DOCKER.lines(
                                                    "events",
                                                    "--since",
                                                    "0",
                                                    "--until",
                                                    DockerCli.now(),
                                                    "--filter",
                                                    "container=shell",
                                                    "--format",
                                                    "{{.Action}}")
                                            .contains("detach"));
        }
        assertEquals("true", DOCKER.inspect("shell", "{{.State.Running}}"));
    }

    @Test
    void aSlowReaderHoldsNobodyUp() throws IOException, InterruptedException, ExecutionException {
        DOCKER.background("flood", "yes 0123456789012345678901234567890123456789");
        DOCKER.background("calm", "i=0; while :; do i=$((i+1)); echo $i; sleep 0.1; done");
        try (RawHttp lazy = connect().request("GET", "/containers/flood/logs?follow=1&stdout=1");
                RawHttp stuck = connect().attach("/containers/flood/attach?stream=1&stdout=1")) {
            assertEquals(200, lazy.status());
            assertEquals(101, stuck.status());
            try (var logs = DOCKER.live("logs", "-f", "--tail", "0", "calm")) {
                logs.awaitOut(text -> text.lines().count() > 20, "twenty lines");
            }
            assertTrue(
                    Json.of(DOCKER.daemon().docker("info", "--format", "{{json .}}").ok())
                                    .path("ContainersRunning")
                                    .asInt()
                            == 2);
        }
        DOCKER.ok("rm", "-f", "flood", "calm");
    }

    @Test
    void nonsenseIsRefusedAndForgotten() {
        for (String body :
                List.of(
                        "{",
                        "[]",
                        "\"x\"",
                        "{\"Image\":5}",
                        "{\"Image\":\"busybox\",\"HostConfig\":[]}",
                        "\u0000")) {
            try (UnixHttp http = DOCKER.daemon().http()) {
                UnixHttp.Response answer = http.post("/containers/create", body);
                assertEquals(400, answer.status(), body);
                assertTrue(Json.of(answer.text()).path("message").isTextual(), answer.text());
            }
        }
        for (String start :
                List.of(
                        "NONSENSE\r\n\r\n",
                        "GET\r\n\r\n",
                        "\u0016\u0003\u0001",
                        "GET / HTTP/9.9\r\n\r\n")) {
            try (RawHttp raw = connect()) {
                var _ = raw.send(start.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        try (UnixHttp http = DOCKER.daemon().http()) {
            assertEquals(404, http.get("/no/such/route").status());
            assertEquals(400, http.get("/v9.99/_ping").status());
            assertEquals(200, http.get("/_ping").status());
        }
    }
}
