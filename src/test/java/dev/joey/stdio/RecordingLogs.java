package dev.joey.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Log drivers that keep everything in memory, or only count it. */
final class RecordingLogs implements LogDrivers {
    private final boolean keep;
    private final Map<String, Recorded> logs = new ConcurrentHashMap<>();

    RecordingLogs(boolean keep) {
        this.keep = keep;
    }

    Recorded of(String containerId) {
        return logs.computeIfAbsent(containerId, id -> new Recorded(keep));
    }

    @Override
    public void check(String driver, Map<String, String> options) {}

    @Override
    public void probe(ContainerIo.StdioSpec spec) {}

    @Override
    public List<String> names() {
        return List.of("json-file");
    }

    @Override
    public LogWriter open(ContainerIo.StdioSpec spec) {
        Recorded log = of(spec.containerId());
        log.opened.incrementAndGet();
        return log;
    }

    static final class Recorded implements LogWriter {
        private final boolean keep;
        private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        final AtomicLong bytes = new AtomicLong();
        final AtomicLong flushes = new AtomicLong();
        final AtomicInteger opened = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        volatile boolean broken;

        Recorded(boolean keep) {
            this.keep = keep;
        }

        String stdout() {
            return stdout.toString(UTF_8);
        }

        String stderr() {
            return stderr.toString(UTF_8);
        }

        @Override
        public void write(int stream, Instant at, byte[] from, int offset, int length) {
            bytes.addAndGet(length);
            if (broken) {
                throw new IllegalStateException("broken log");
            }
            if (keep) {
                (stream == 1 ? stdout : stderr).write(from, offset, length);
            }
        }

        @Override
        public void flush() {
            flushes.incrementAndGet();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
