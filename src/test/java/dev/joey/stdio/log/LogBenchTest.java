package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.stdio.LogWriter;
import dev.joey.stdio.Logs.LogCursor;
import dev.joey.stdio.Logs.LogLine;
import dev.joey.stdio.Logs.LogQuery;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Prints how fast the log is; run by hand with {@code -Djoey.bench.logs=true}. Needs 3 GB. */
@EnabledIfSystemProperty(named = "joey.bench.logs", matches = "true")
class LogBenchTest {
    private static final int CHUNK = 64 * 1024;
    private static final long GIGABYTE = 1L << 30;

    @TempDir Path folder;

    private static byte[] ascii() {
        return ("172.17.0.1 - - [23/Nov/2026:21:35:11 +0000] \"GET /index.html HTTP/1.1\" 200 612 -"
                        + " curl/8.5.0 and some more text\n")
                .repeat(CHUNK / 100)
                .getBytes(UTF_8);
    }

    private static void print(String what, double value, String unit) {
        System.out.printf(Locale.ROOT, "BENCH %-46s %10.1f %s%n", what, value, unit);
    }

    /** Time on the wall and time of this thread alone, which counts on a busy machine. */
    private record Watch(long wall, long cpu) {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        static Watch start() {
            return new Watch(System.nanoTime(), THREADS.getCurrentThreadCpuTime());
        }

        void rate(String what, long bytes) {
            Watch now = start();
            print(what, bytes * 1e3 / (now.wall - wall), "MB/s");
            print(what + ", of cpu", bytes * 1e3 / (now.cpu - cpu), "MB/s");
        }

        void time(String what) {
            Watch now = start();
            print(what, (now.wall - wall) / 1e6, "ms");
            print(what + ", of cpu", (now.cpu - cpu) / 1e6, "ms");
        }
    }

    @Test
    void formatting() {
        String[] kinds = {"ascii lines of 112", "utf-8 lines of 120", "ascii lines of 16 KiB"};
        byte[][] inputs = {
            ascii(),
            ("žluťoučký kůň úpěl ďábelské ódy ".repeat(3) + "\n").repeat(500).getBytes(UTF_8),
            ("x".repeat(16_000) + "\n").repeat(4).getBytes(UTF_8)
        };
        for (int kind = 0; kind < inputs.length; kind++) {
            RecordEncoder encoder = new RecordEncoder(Map.of());
            RecordBatch batch = new RecordBatch(new byte[256 * 1024]);
            LineSplitter splitter =
                    new LineSplitter(
                            (stream, at, bytes, from, to, newline) -> {
                                if (!batch.fits(encoder.room(to - from))) {
                                    batch.count = 0;
                                }
                                encoder.encode(batch, stream, at, bytes, from, to, newline);
                            });
            byte[] input = inputs[kind];
            for (int round = 0; round < 4; round++) {
                Watch begin = Watch.start();
                long total = 0;
                for (Instant at = LogRig.START; total < GIGABYTE; at = at.plusNanos(1_000)) {
                    splitter.write(1, at, input, 0, input.length);
                    total += input.length;
                }
                if (round == 3) {
                    begin.rate("format " + kinds[kind], total);
                }
            }
        }
    }

    @Test
    void writingAndReadingOneGigabyte() throws Exception {
        byte[] input = ascii();
        try (LogRig rig = new LogRig(folder)) {
            Instant at = LogRig.START;
            Watch begin = Watch.start();
            long total = 0;
            try (LogWriter writer = rig.open(Map.of())) {
                // ten chunks a second of the container's time: a file of 1 GB spans 20 minutes
                while (total < GIGABYTE * 3 / 4) {
                    at = at.plusMillis(100);
                    writer.write(1, at, input, 0, input.length);
                    writer.flush();
                    total += input.length;
                }
            }
            begin.rate("write to a file, input", total);
            long size = Files.size(rig.path);
            print("size of the file", size / 1e6, "MB");
            for (int round = 0; round < 3; round++) {
                latency(rig, "first line of --tail 10", LogRig.query(10, null, null));
                latency(rig, "first line of --tail 1000", LogRig.query(1_000, null, null));
                Instant minute = at.minusSeconds(60);
                latency(rig, "first line of --since last minute", LogRig.query(-1, minute, null));
            }
            for (int round = 0; round < 3; round++) {
                begin = Watch.start();
                long read = 0;
                try (LogCursor cursor = rig.cursor(LogRig.ALL)) {
                    for (LogLine line = cursor.next(); line != null; line = cursor.next()) {
                        read += line.bytes().length;
                    }
                }
                assertEquals(total, read);
                begin.rate("read all, file", size);
            }
            begin = Watch.start();
            int lines = rig.lines(LogRig.query(200_000, null, null)).size();
            begin.time("--tail " + lines);
        }
    }

    @Test
    void writingWithRotationAndAFollower() throws Exception {
        byte[] input = ascii();
        try (LogRig rig = new LogRig(folder);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long total = GIGABYTE;
            try (LogWriter writer = rig.open(Map.of("max-size", "100m", "max-file", "3"))) {
                LogCursor cursor =
                        rig.cursor(new LogQuery(true, true, null, null, -1, true, () -> true));
                Future<Long> follower =
                        threads.submit(
                                () -> {
                                    long read = 0;
                                    while (read < total) {
                                        LogLine line = cursor.next();
                                        read += line == null ? total : line.bytes().length;
                                    }
                                    return read;
                                });
                Watch begin = Watch.start();
                long written = 0;
                while (written < total + input.length) {
                    writer.write(1, rig.now.plusNanos(written), input, 0, input.length);
                    writer.flush();
                    written += input.length;
                }
                begin.rate("write with a follower, input", written);
                assertTrue(follower.get() >= total);
                begin.rate("follower at the end", written);
                print("files it missed", (double) rig.faults.skippedFiles(), "");
                cursor.close();
            }
        }
    }

    private static void latency(LogRig rig, String what, LogQuery query) throws Exception {
        Watch begin = Watch.start();
        try (LogCursor cursor = rig.cursor(query)) {
            assertTrue(cursor.next() != null);
            begin.time(what);
        }
    }
}
