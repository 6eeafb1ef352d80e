package dev.joey.stdio.log;

import dev.joey.stdio.LogWriter;
import java.time.Instant;

/** Writes a log twice: away, and to the local cache from which it can be read. */
final class TeeWriter implements LogWriter {
    private final LogWriter away;
    private final LogWriter cache;

    TeeWriter(LogWriter away, LogWriter cache) {
        this.away = away;
        this.cache = cache;
    }

    @Override
    public void write(int stream, Instant at, byte[] bytes, int offset, int length) {
        cache.write(stream, at, bytes, offset, length);
        away.write(stream, at, bytes, offset, length);
    }

    @Override
    public void flush() {
        cache.flush();
        away.flush();
    }

    @Override
    public void close() {
        try {
            away.close();
        } finally {
            cache.close();
        }
    }
}
