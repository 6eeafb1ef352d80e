package dev.joey.bench;

import dev.joey.testing.DaemonUnderTest;
import dev.joey.testing.Json;
import dev.joey.testing.UnixHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Execs and attachments as clients use them, beside {@code ctr task exec} in the same container.
 */
final class ExecBench {
    private static final double OF_THE_FLOOR = 0.9;
    private static final int ECHOES = 2000;
    private static final String EXEC =
            """
            {"Cmd":["true"],"AttachStdout":true,"AttachStderr":true}""";
    private static final String CAT =
            """
            {"Image":"busybox","Cmd":["cat"],"OpenStdin":true,"HostConfig":{"NetworkMode":"none"}}""";

    private final DaemonUnderTest daemon;
    private final UnixHttp http;

    ExecBench(DaemonUnderTest daemon, UnixHttp http) {
        this.daemon = daemon;
        this.http = http;
    }

    /** Both in turn, so that the machine's moods meet both. */
    void execs(String container, int rounds, Ctr ctr, Report report) {
        for (int i = 0; i < Math.max(10, rounds / 4); i++) {
            exec(container);
        }
        ctr.exec(container);
        double[] ours = new double[rounds];
        double[] floor = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            ours[i] = Sample.time(() -> exec(container));
            floor[i] = Sample.time(() -> ctr.exec(container));
        }
        double least = new Sample(floor).percentile(50);
        report.add(Figure.shown("ctr task exec of true, p50", least, "ms"));
        report.add(
                Figure.atMost(
                        "exec create+start+end+inspect of true, p50",
                        new Sample(ours).percentile(50),
                        "ms",
                        least * OF_THE_FLOOR));
    }

    /** What {@code docker exec} does. */
    private void exec(String container) {
        String id =
                Json.of(http.post("/containers/" + container + "/exec", EXEC).text())
                        .path("Id")
                        .asText();
        try (SocketChannel stream = hijack("/exec/" + id + "/start", "{}")) {
            ByteBuffer taken = ByteBuffer.allocate(8192);
            while (stream.read(taken) >= 0) {
                taken.clear();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        int code = Json.of(http.get("/exec/" + id + "/json").text()).path("ExitCode").asInt(-1);
        if (code != 0) {
            throw new IllegalStateException("exec " + id + " ended with " + code);
        }
    }

    /** What is typed comes back. */
    void echo(Report report) {
        String id = Json.of(http.post("/containers/create", CAT).text()).path("Id").asText();
        try (SocketChannel stream =
                hijack("/containers/" + id + "/attach?stream=1&stdin=1&stdout=1&stderr=1", "")) {
            ByteBuffer taken = ByteBuffer.allocate(8192);
            int _ = stream.read(taken);
            var _ = http.post("/containers/" + id + "/start", "");
            byte[] typed = "x\n".getBytes(StandardCharsets.US_ASCII);
            Runnable round =
                    () -> {
                        try {
                            int _ = stream.write(ByteBuffer.wrap(typed));
                            taken.clear();
                            // A frame's head and what it carries.
                            while (taken.position() < 8 + typed.length) {
                                int _ = stream.read(taken);
                            }
                        } catch (IOException failure) {
                            throw new UncheckedIOException(failure);
                        }
                    };
            Sample echo = Sample.of(ECHOES, round);
            report.add(Figure.atMost("echo over attach, p50", echo.percentile(50), "ms", 1));
            report.add(Figure.shown("echo over attach, p99", echo.percentile(99), "ms"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            var _ = http.delete("/containers/" + id + "?force=1");
        }
    }

    private SocketChannel hijack(String path, String body) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(daemon.socket()));
        String request =
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: joey\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
                        + "Content-Type: application/json\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body;
        int _ = channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }
}
