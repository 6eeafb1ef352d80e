package dev.joey.http;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fast the edge is. No test: run by name, prints. */
@QuarkusTest
class EdgeMeasurement {
    private static final int WARM = 20_000;
    private static final int COUNTED = 50_000;

    @Inject Vertx vertx;
    @Inject ErrorResponse errors;

    @TempDir Path folder;
    private Path socket;
    private Listeners listeners;

    @BeforeEach
    void open() {
        socket = folder.resolve("a.sock");
        listeners =
                new Listeners(
                        vertx,
                        new TestConfig(List.of("unix://" + socket), TestConfig.NO_TLS_FILES),
                        errors);
        listeners.open();
    }

    @AfterEach
    void close() {
        listeners.close(Duration.ZERO);
    }

    @Test
    void measure() throws Exception {
        for (int round = 0; round < 2; round++) {
            ping();
            virtual();
            echo();
            flood(
                    "hijacked",
                    RawClient.post("/edge/flood/attach?total=2147483648", "Upgrade: tcp"));
            flood("response", RawClient.get("/edge/bytes?total=2147483648"));
            frames();
            upload();
        }
    }

    private void ping() throws Exception {
        requests("_ping", RawClient.get("/v1.51/_ping"));
    }

    private void virtual() throws Exception {
        requests("virtual thread", RawClient.get("/v1.51/edge/version"));
    }

    private void requests(String name, String request) throws Exception {
        try (RawClient client = new RawClient(socket)) {
            byte[] bytes = request.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            int length = client.send(bytes).response().length();
            exchange(name, client, bytes, length);
        }
    }

    private void echo() throws Exception {
        try (RawClient client = new RawClient(socket)) {
            client.send(RawClient.post("/edge/echo/attach?tty=1", "Upgrade: tcp"));
            client.head();
            exchange("hijack echo", client, new byte[64], 64);
        }
    }

    private static void exchange(String name, RawClient client, byte[] request, int length)
            throws Exception {
        long[] nanos = new long[COUNTED];
        long begun = 0;
        for (int i = -WARM; i < COUNTED; i++) {
            long before = System.nanoTime();
            begun = i == 0 ? before : begun;
            client.send(request).bytes(length);
            if (i >= 0) {
                nanos[i] = System.nanoTime() - before;
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        Arrays.sort(nanos);
        System.out.printf(
                "%s: %.0f/s, p50 %.0f us, p99 %.0f us%n",
                name, COUNTED / seconds, nanos[COUNTED / 2] / 1e3, nanos[COUNTED / 100 * 99] / 1e3);
    }

    private void flood(String name, String request) throws Exception {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(
                    ByteBuffer.wrap(request.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
            ByteBuffer in = ByteBuffer.allocateDirect(256 * 1024);
            long total = 0;
            long begun = System.nanoTime();
            while (total < 1L << 31) {
                in.clear();
                int n = channel.read(in);
                if (n < 0) {
                    break;
                }
                total += n;
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf("%s: %.0f MB/s%n", name, total / 1e6 / seconds);
        }
    }

    private void frames() throws Exception {
        int count = 2_000_000;
        try (RawClient client = new RawClient(socket)) {
            client.send(RawClient.post("/edge/frames/attach?count=" + count, "Upgrade: tcp"));
            client.head();
            long begun = System.nanoTime();
            client.rest();
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf("frames of 33 bytes: %.0f/s%n", count / seconds);
        }
    }

    private void upload() throws Exception {
        long total = 1L << 30;
        byte[] piece = new byte[1 << 20];
        try (RawClient client = new RawClient(socket)) {
            long begun = System.nanoTime();
            client.send(RawClient.post("/edge/upload", "Content-Length: " + total));
            for (long sent = 0; sent < total; sent += piece.length) {
                client.send(piece);
            }
            client.response();
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf("upload: %.0f MB/s%n", total / 1e6 / seconds);
        }
    }
}
