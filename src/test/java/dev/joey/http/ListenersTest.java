package dev.joey.http;

import static dev.joey.http.RawClient.get;
import static dev.joey.http.RawClient.post;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.joey.error.EngineException;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@Timeout(60)
class ListenersTest {
    private static final String UPGRADE = "Upgrade: tcp";
    private static final String CONNECTION = "Connection: Upgrade";

    @Inject Vertx vertx;
    @Inject ErrorResponse errors;
    @Inject StreamingResource.Seen seen;

    @TempDir Path folder;
    private Path socket;
    private Listeners listeners;

    @BeforeEach
    void open() {
        socket = folder.resolve("a.sock");
        listeners = listeners("unix://" + socket, "unix://" + folder.resolve("sub/b.sock"));
        listeners.open();
        for (Semaphore each : List.of(seen.gone, seen.begun, seen.scopesEnded)) {
            each.drainPermits();
        }
    }

    @AfterEach
    void close() {
        seen.gate.countDown();
        listeners.close(Duration.ZERO);
        assertFalse(Files.exists(socket));
    }

    private Listeners listeners(String... hosts) {
        return new Listeners(
                vertx, new TestConfig(List.of(hosts), TestConfig.NO_TLS_FILES), errors);
    }

    @Test
    void severalSocketsServeTheSameApi() throws IOException {
        for (Path path : List.of(socket, folder.resolve("sub/b.sock"))) {
            assertEquals(
                    "rw-rw----",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            try (RawClient client = new RawClient(path)) {
                String response = client.send(get("/v1.40/_ping")).response();
                assertTrue(response.startsWith("HTTP/1.1 200 OK\r\n"), response);
                assertTrue(response.endsWith("\r\n\r\nOK"), response);
                assertTrue(response.contains("Api-Version: 1.51\r\n"), response);
            }
        }
    }

    @Test
    void selfDescriptionIsServedOnTheSocket() throws IOException {
        for (String path : List.of("/openapi", "/health/live", "/metrics", "/swagger-ui/")) {
            try (RawClient client = new RawClient(socket)) {
                String response = client.send(get(path)).head();
                assertTrue(response.startsWith("HTTP/1.1 200 OK"), path + ": " + response);
            }
        }
    }

    @Test
    void aSecondDaemonOnTheSameSocketIsRefusedAndTheFirstGoesOn() throws IOException {
        assertThrows(EngineException.Conflict.class, () -> listeners("unix://" + socket).open());
        try (RawClient client = new RawClient(socket)) {
            assertTrue(client.send(get("/_ping")).response().endsWith("OK"));
        }
    }

    @Test
    void whenOneAddressCannotBeOpenedNoneIs() {
        Path other = folder.resolve("c.sock");
        assertThrows(
                EngineException.Conflict.class,
                () -> listeners("unix://" + other, "unix://" + socket).open());
        assertFalse(Files.exists(other));
    }

    @Test
    void tcpWithoutTlsIsRefusedAndTheErrorSaysHow() {
        var noFiles =
                assertThrows(
                        EngineException.InvalidParameter.class,
                        () -> listeners("tcp://127.0.0.1:0").open());
        assertTrue(noFiles.getMessage().contains("mutual TLS"), noFiles.getMessage());
        var tls =
                new TestConfig.TlsFiles(
                        false,
                        false,
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.Optional.empty());
        var open = new Listeners(vertx, new TestConfig(List.of("tcp://127.0.0.1:0"), tls), errors);
        var refusal = assertThrows(EngineException.InvalidParameter.class, open::open);
        assertTrue(refusal.getMessage().contains("--insecure-tcp"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("--tls=false"), refusal.getMessage());
    }

    @Test
    void tcpWithoutTlsIsServedToWhoSpellsItOut() throws Exception {
        var tls =
                new TestConfig.TlsFiles(
                        false,
                        true,
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.Optional.empty());
        var open = new Listeners(vertx, new TestConfig(List.of("tcp://127.0.0.1:0"), tls), errors);
        open.open();
        try (var client = HttpClient.newHttpClient()) {
            URI ping = URI.create(open.addresses().getFirst().replace("tcp:", "http:") + "/_ping");
            var answer = client.send(HttpRequest.newBuilder(ping).build(), BodyHandlers.ofString());
            assertEquals(200, answer.statusCode());
            assertEquals("OK", answer.body());
        } finally {
            open.close(Duration.ZERO);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (RawClient client = new RawClient(socket)) {
            client.send(get("/edge/version") + get("/v1.30/edge/version") + get("/_ping"));
            assertTrue(client.response().endsWith("1.51"));
            assertTrue(client.response().endsWith("1.30"));
            assertTrue(client.response().endsWith("OK"));
        }
    }

    @Test
    void aClientThatClosedItsSideForWritingStillGetsItsResponse() throws IOException {
        try (RawClient client = new RawClient(socket)) {
            String response = client.send(get("/edge/version")).endInput().rest();
            assertTrue(response.endsWith("1.51"), response);
        }
    }

    @Test
    void bracesInAQueryAreAcceptedAsTyped() throws IOException {
        try (RawClient client = new RawClient(socket)) {
            String response =
                    client.send(get("/edge/query?filters={\"name\":[\"a|b\"]}")).response();
            assertTrue(response.contains("[a|b]"), response);
        }
    }

    @Test
    void malformedRequestsAreAnsweredInJson() throws IOException {
        for (String request :
                List.of("NONSENSE\r\n\r\n", get("/%zz"), "GET /_ping HTTP/1.1\r\n\r\n")) {
            try (RawClient client = new RawClient(socket)) {
                String response = client.send(request).response();
                assertTrue(response.matches("(?s)HTTP/1.[01] 400.*"), request + response);
                assertTrue(response.contains("{\"message\":\""), request + response);
                assertTrue(response.contains("Api-Version: 1.51"), request + response);
            }
        }
    }

    @Test
    void aBodyWithoutAContentTypeIsRefused() throws IOException {
        try (RawClient client = new RawClient(socket)) {
            String response =
                    client.send(post("/edge/json", "Content-Length: 2") + "{}").response();
            assertTrue(response.contains("malformed Content-Type header ()"), response);
        }
    }

    @Test
    void upgradeGivesARawConnectionWithHalfClose() throws IOException {
        try (RawClient client = new RawClient(socket)) {
            client.send(post("/v1.41/edge/echo/attach", UPGRADE, CONNECTION));
            String head = client.head();
            assertTrue(head.startsWith("HTTP/1.1 101 UPGRADED\r\n"), head);
            assertTrue(head.contains("Connection: Upgrade\r\nUpgrade: tcp\r\n"), head);
            assertTrue(head.contains("application/vnd.docker.raw-stream\r\n"), head);
            assertTrue(head.contains("Api-Version: 1.51\r\n"), head);
            client.send("hello");
            assertEquals("hello", client.text(5));
            client.endInput();
            assertEquals("bye\n", client.rest());
        }
        assertTrue(ends(seen.scopesEnded));
    }

    @Test
    void theContentTypeTellsOfFramesSinceApi142() throws IOException {
        assertTrue(headOf("/v1.42/edge/echo/attach").contains("multiplexed-stream"));
        assertTrue(headOf("/edge/echo/attach").contains("multiplexed-stream"));
        assertTrue(headOf("/v1.42/edge/echo/attach?tty=1").contains("raw-stream"));
    }

    private String headOf(String path) throws IOException {
        try (RawClient client = new RawClient(socket)) {
            return client.send(post(path, UPGRADE, CONNECTION)).head();
        }
    }

    @Test
    void withoutUpgradeTheOldFormIsAnswered() throws IOException {
        try (RawClient client = new RawClient(socket)) {
            client.send(post("/edge/echo/attach"));
            String head = client.head();
            assertTrue(head.startsWith("HTTP/1.1 200 OK\r\n"), head);
            assertTrue(head.contains("application/vnd.docker.raw-stream\r\n"), head);
            assertFalse(head.contains("Upgrade"), head);
            assertEquals("hi" + "bye\n", client.send("hi").endInput().rest());
        }
    }

    @Test
    void bytesBehindTheRequestAreNotLost() throws IOException {
        String body = "{\"Tty\":true}";
        String json = "Content-Type: application/json";
        String length = "Content-Length: " + body.length();
        for (int i = 0; i < 50; i++) {
            try (RawClient client = new RawClient(socket)) {
                client.send(post("/edge/echo/attach", UPGRADE, CONNECTION) + "GET / HTTP/1.1\r\n");
                client.endInput();
                client.head();
                assertEquals("GET / HTTP/1.1\r\nbye\n", client.rest());
            }
            try (RawClient client = new RawClient(socket)) {
                client.send(
                        post("/edge/exec/start", UPGRADE, CONNECTION, json, length)
                                + body
                                + "early");
                client.send("late");
                client.endInput();
                client.head();
                assertEquals("earlylatebye\n", client.rest());
            }
        }
    }

    @Test
    void aRefusalBeforeTheHijackIsAnOrdinaryResponse() throws IOException {
        try (RawClient client = new RawClient(socket)) {
            client.send(post("/edge/exec/start", UPGRADE, CONNECTION) + get("/edge/version"));
            String refusal = client.response();
            assertTrue(refusal.startsWith("HTTP/1.1 404"), refusal);
            assertTrue(refusal.endsWith("{\"message\":\"no such exec\"}"), refusal);
            assertTrue(client.response().endsWith("1.51"));
        }
    }

    @Test
    void aFailureAfterTheHijackReachesNobody() throws IOException {
        try (RawClient client = new RawClient(socket)) {
            client.send(post("/edge/broken/attach", UPGRADE, CONNECTION));
            client.head();
            assertEquals("x", client.rest());
        }
    }

    @Test
    void fiveMegabytesOfInputComeBackWhole() throws Exception {
        byte[] bytes = new byte[5 * 1024 * 1024];
        new Random(1).nextBytes(bytes);
        try (RawClient client = new RawClient(socket)) {
            client.send(post("/edge/echo/attach?tty=1", UPGRADE, CONNECTION));
            client.head();
            CompletableFuture<Void> sent =
                    CompletableFuture.runAsync(
                            () -> {
                                try {
                                    client.send(bytes).endInput();
                                } catch (IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            });
            assertArrayEquals(bytes, client.bytes(bytes.length));
            assertEquals("bye\n", client.rest());
            sent.get();
        }
    }

    @Test
    void fiveMegabytesPipelinedBehindTheRequestAreCounted() throws Exception {
        byte[] bytes = new byte[5 * 1024 * 1024];
        try (RawClient client = new RawClient(socket)) {
            client.send(post("/edge/count/attach", UPGRADE, CONNECTION)).send(bytes).endInput();
            client.head();
            assertEquals(Integer.toString(bytes.length), client.rest());
        }
    }

    @Test
    void aSlowReaderSlowsTheWriter() throws Exception {
        long total = 64L * 1024 * 1024;
        for (String request :
                List.of(
                        post("/edge/flood/attach?total=" + total, UPGRADE, CONNECTION),
                        get("/edge/bytes?total=" + total))) {
            try (RawClient client = new RawClient(socket)) {
                client.send(request);
                client.head();
                Awaitility.await().pollDelay(Duration.ofMillis(50)).until(this::isStill);
                assertTrue(seen.written.get() < 4 * 1024 * 1024, "written " + seen.written);
            }
            assertTrue(ends(seen.gone));
        }
    }

    private boolean isStill() throws InterruptedException {
        long before = seen.written.get();
        new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
        return before > 0 && seen.written.get() == before;
    }

    @Test
    void manySmallFramesArriveWhole() throws IOException {
        int count = 100_000;
        try (RawClient client = new RawClient(socket)) {
            client.send(post("/edge/frames/attach?count=" + count, UPGRADE, CONNECTION));
            client.head();
            for (int i = 0; i < count; i++) {
                byte[] frame = client.bytes(8 + 33);
                assertEquals(1 + (i & 1), frame[0]);
                assertEquals(33, frame[7]);
            }
            assertEquals("", client.rest());
        }
    }

    @Test
    void aClientThatLeavesIsNoticed() throws Exception {
        for (boolean closedForWriting : new boolean[] {false, true}) {
            try (RawClient client = new RawClient(socket)) {
                client.send(post("/edge/silent/attach", UPGRADE, CONNECTION));
                client.head();
                if (closedForWriting) {
                    client.endInput();
                }
                assertTrue(ends(seen.begun));
                assertFalse(seen.gone.tryAcquire(700, TimeUnit.MILLISECONDS));
            }
            assertTrue(seen.gone.tryAcquire(2, TimeUnit.SECONDS));
        }
    }

    @Test
    void aClientThatLeavesWithItsInputUnreadIsNoticed() throws Exception {
        try (RawClient client = new RawClient(socket)) {
            client.send(post("/edge/silent/attach", UPGRADE, CONNECTION));
            client.head();
            client.send(new byte[600 * 1024]);
            assertTrue(ends(seen.begun));
        }
        assertTrue(seen.gone.tryAcquire(2, TimeUnit.SECONDS));
    }

    @Test
    void aStreamsHeadComesAtOnceAndItsClientIsMissed() throws Exception {
        for (boolean closedForWriting : new boolean[] {false, true}) {
            try (RawClient client = new RawClient(socket)) {
                client.send(get("/edge/endless"));
                String head = client.head();
                assertTrue(head.contains("Content-Type: application/json\r\n"), head);
                assertTrue(ends(seen.begun));
                if (closedForWriting) {
                    client.endInput();
                }
                assertFalse(seen.gone.tryAcquire(100, TimeUnit.MILLISECONDS));
            }
            assertTrue(seen.gone.tryAcquire(2, TimeUnit.SECONDS));
            assertTrue(ends(seen.scopesEnded));
        }
    }

    @Test
    void progressIsJsonInLines() throws IOException {
        try (RawClient client = new RawClient(socket)) {
            client.send(get("/edge/lines?count=3")).endInput();
            client.head();
            String body = client.rest();
            assertTrue(body.contains("{\"id\":0}\r\n"), body);
            assertTrue(body.contains("{\"id\":2}\r\n"), body);
            assertTrue(body.endsWith("0\r\n\r\n"), body);
        }
    }

    @Test
    void aConnectionIsUsableAfterAStream() throws IOException {
        try (RawClient client = new RawClient(socket)) {
            client.send(get("/edge/lines?count=1"));
            client.head();
            assertEquals("a\r\n{\"id\":0}\r\n\r\n0\r\n\r\n", client.text(20));
            assertTrue(client.send(get("/_ping")).response().endsWith("OK"));
        }
    }

    @Test
    void aFailureInTheMidstOfAStreamEndsItProperly() throws IOException {
        try (RawClient client = new RawClient(socket)) {
            client.send(get("/edge/lines?count=0&fail=1") + get("/_ping"));
            client.head();
            String body = client.text(4 + 61 + 2 + 5);
            assertTrue(
                    body.contains(
                            "{\"errorDetail\":{\"message\":\"disk full\"},\"error\":\"disk full\"}"),
                    body);
            assertTrue(body.endsWith("}\r\n\r\n0\r\n\r\n"), body);
            assertTrue(client.response().endsWith("OK"));
        }
    }

    @Test
    void aClientThatLeavesAStreamEndsItsProducer() throws IOException {
        try (RawClient client = new RawClient(socket)) {
            client.send(get("/edge/lines?count=2000000000")).head();
            client.bytes(1000);
        }
        listeners.close(Duration.ofSeconds(5));
    }

    @Test
    void oddHostsAreTolerated() throws IOException {
        for (String host : List.of("", "/run/joey.sock", "%2Frun%2Fjoey.sock", "a:b:c")) {
            try (RawClient client = new RawClient(socket)) {
                client.send("GET /_ping HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
                assertTrue(client.response().endsWith("OK"), host);
            }
        }
        try (RawClient client = new RawClient(socket)) {
            assertTrue(client.send("GET /_ping HTTP/1.0\r\n\r\n").rest().endsWith("OK"));
        }
    }

    @Test
    void curlGetsAnswersAndUploadsChunks() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")));
        assertEquals("OK", curl("curl -sS --unix-socket SOCKET http://joey/v1.51/_ping"));
        assertEquals(
                "52428800",
                curl(
                        "head -c 50M /dev/zero | curl -sS --unix-socket SOCKET -X POST -T -"
                                + " -H 'Expect: 100-continue' http://joey/edge/upload"));
        assertEquals(
                "10240",
                curl(
                        "head -c 10K /dev/zero | curl -sS --unix-socket SOCKET --data-binary @-"
                                + " http://joey/edge/upload"));
    }

    private String curl(String command) throws Exception {
        Process process =
                new ProcessBuilder("/bin/sh", "-c", command.replace("SOCKET", socket.toString()))
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return output;
    }

    @Test
    void aLargeUploadNeedsLittleMemory() throws IOException {
        long total = 200L * 1024 * 1024;
        byte[] piece = new byte[1024 * 1024];
        try (RawClient client = new RawClient(socket)) {
            client.send(post("/edge/upload", "Content-Length: " + total));
            long most = 0;
            for (long sent = 0; sent < total; sent += piece.length) {
                client.send(piece);
                most = Math.max(most, io.netty.util.internal.PlatformDependent.usedDirectMemory());
            }
            assertTrue(client.response().endsWith("\r\n\r\n" + total));
            assertTrue(most < 64L * 1024 * 1024, "direct memory " + most);
        }
    }

    @Test
    void closingWaitsForResponsesAndNotForEndlessStreams() throws Exception {
        seen.gate = new CountDownLatch(1);
        try (RawClient busy = new RawClient(socket);
                RawClient endless = new RawClient(socket);
                RawClient attached = new RawClient(socket);
                RawClient idle = new RawClient(socket)) {
            idle.send(get("/_ping")).response();
            busy.send(get("/edge/gated"));
            endless.send(get("/edge/endless")).head();
            attached.send(post("/edge/silent/attach", UPGRADE, CONNECTION)).head();
            assertTrue(seen.begun.tryAcquire(3, 5, TimeUnit.SECONDS));
            CompletableFuture<Void> closed =
                    CompletableFuture.runAsync(() -> listeners.close(Duration.ofSeconds(30)));
            assertEquals("", idle.rest());
            assertThrows(IOException.class, () -> new RawClient(socket));
            assertFalse(closed.isDone());
            seen.gate.countDown();
            assertTrue(busy.rest().endsWith("let through"));
            closed.get(5, TimeUnit.SECONDS);
            assertEquals("", attached.rest());
            endless.rest();
        }
        assertTrue(seen.gone.tryAcquire(2, 5, TimeUnit.SECONDS));
    }

    @Test
    void closingCutsOffWhatTakesLongerThanThePatience() throws Exception {
        seen.gate = new CountDownLatch(1);
        try (RawClient busy = new RawClient(socket)) {
            busy.send(get("/edge/gated"));
            assertTrue(ends(seen.begun));
            listeners.close(Duration.ofMillis(200));
            assertEquals("", busy.rest());
        }
    }

    private static boolean ends(Semaphore semaphore) {
        try {
            return semaphore.tryAcquire(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
