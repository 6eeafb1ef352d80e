package dev.joey.bench;

import dev.joey.testing.DaemonUnderTest;
import dev.joey.testing.UnixHttp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;

/** A container that prints a gigabyte, with a client that follows, and reading its log after. */
final class LogBench {
    private static final long BYTES = 1_000_000_000;

    private final DaemonUnderTest daemon;
    private final Api api;
    private final Report report;

    LogBench(DaemonUnderTest daemon, Api api, Report report) {
        this.daemon = daemon;
        this.api = api;
        this.report = report;
    }

    void run(String driver) {
        String id = api.flooding(driver, BYTES);
        try {
            double cpu = Usage.cpuSeconds(daemon.pid());
            long began = System.nanoTime();
            api.startIt(id);
            long taken = follow(id);
            double seconds = (System.nanoTime() - began) / 1e9;
            cpu = Usage.cpuSeconds(daemon.pid()) - cpu;
            report.add(
                    Figure.atLeast(
                            driver + ": 1 GB of output, with a follower",
                            BYTES / 1e6 / seconds,
                            "MB/s",
                            150));
            report.add(Figure.shown(driver + ": daemon's CPU for each GB", cpu, "s"));
            report.add(
                    Figure.atLeast(
                            driver + ": what the follower got of it",
                            taken / 1e6,
                            "MB",
                            BYTES / 1e6));
            read(driver, id);
        } finally {
            api.remove(id);
        }
    }

    private void read(String driver, String id) {
        Sample tail = Sample.of(50, () -> first(id, "tail=10"));
        report.add(Figure.atMost(driver + ": logs --tail 10, p50", tail.percentile(50), "ms", 20));
        Instant last = api.finishedAt(id).minusMillis(200);
        String since =
                String.format(Locale.ROOT, "since=%d.%09d", last.getEpochSecond(), last.getNano());
        Sample recent = Sample.of(30, () -> first(id, since));
        report.add(
                Figure.atMost(
                        driver + ": logs --since its end, first byte, p50",
                        recent.percentile(50),
                        "ms",
                        50));
    }

    /** Until the first byte of the body. */
    private void first(String id, String query) {
        try (UnixHttp client = daemon.http();
                InputStream body =
                        client.open("GET", "/containers/" + id + "/logs?stdout=1&" + query)) {
            if (body.read() < 0) {
                throw new IllegalStateException("nothing was logged");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Reads all frames of a log that is being written; answers the bytes of their texts. */
    private long follow(String id) {
        try (UnixHttp client = daemon.http();
                InputStream body =
                        client.open("GET", "/containers/" + id + "/logs?stdout=1&follow=1")) {
            byte[] buffer = new byte[256 << 10];
            long texts = 0;
            byte[] head = new byte[8];
            while (body.readNBytes(head, 0, head.length) == head.length) {
                int length = ByteBuffer.wrap(head).getInt(4);
                texts += length;
                for (int left = length; left > 0; ) {
                    int got = body.read(buffer, 0, Math.min(left, buffer.length));
                    if (got < 0) {
                        return texts;
                    }
                    left -= got;
                }
            }
            return texts;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
