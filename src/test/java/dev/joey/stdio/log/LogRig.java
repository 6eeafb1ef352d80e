package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.joey.stdio.ContainerIo.StdioSpec;
import dev.joey.stdio.LogWriter;
import dev.joey.stdio.Logs.LogCursor;
import dev.joey.stdio.Logs.LogLine;
import dev.joey.stdio.Logs.LogQuery;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The parts of the log put together by hand, and a clock that stands still. */
final class LogRig implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-23T21:35:11.683847397Z");
    static final LogQuery ALL = query(-1, null, null);

    final LogSignals signals = new LogSignals();
    final LogFaults faults = new LogFaults();
    final Compressor compressor = new Compressor(signals, faults);
    final Path path;
    Instant now = START;
    final InstantSource clock = () -> now;
    final BuiltInLogDrivers drivers =
            new BuiltInLogDrivers(
                    signals, faults, compressor, clock, Path.of("/nowhere/journald.sock"));
    final LogReader reader = new LogReader(signals, faults, clock);

    LogRig(Path folder) {
        this.path = folder.resolve("c1").resolve("c1-json.log");
    }

    LogWriter open(Map<String, String> options) {
        return open(options, Map.of());
    }

    LogWriter open(Map<String, String> options, Map<String, String> attributes) {
        return drivers.open(
                new StdioSpec("c1", false, false, false, "json-file", options, attributes, path));
    }

    static void write(LogWriter writer, int stream, Instant at, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        writer.write(stream, at, bytes, 0, bytes.length);
    }

    LogCursor cursor(LogQuery query) {
        return reader.read("json-file", Map.of(), path, query);
    }

    static LogQuery query(long tail, Instant since, Instant until) {
        return new LogQuery(true, true, since, until, tail, false, () -> false);
    }

    static LogQuery following(long tail, BooleanSupplier live) {
        return new LogQuery(true, true, null, null, tail, true, live);
    }

    List<LogLine> lines(LogQuery query) throws InterruptedException {
        try (LogCursor cursor = cursor(query)) {
            return lines(cursor);
        }
    }

    static List<LogLine> lines(LogCursor cursor) throws InterruptedException {
        List<LogLine> lines = new ArrayList<>();
        for (LogLine line = cursor.next(); line != null; line = cursor.next()) {
            lines.add(line);
        }
        return lines;
    }

    List<String> texts(LogQuery query) throws InterruptedException {
        return lines(query).stream().map(LogRig::text).toList();
    }

    static String text(LogLine line) {
        return new String(line.bytes(), UTF_8);
    }

    @Override
    public void close() {
        compressor.stop();
    }
}
