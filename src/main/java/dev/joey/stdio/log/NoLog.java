package dev.joey.stdio.log;

import dev.joey.stdio.LogWriter;
import java.time.Instant;

/** The driver {@code none}: keeps nothing. */
final class NoLog implements LogWriter {
    @Override
    public void write(int stream, Instant at, byte[] bytes, int offset, int length) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
