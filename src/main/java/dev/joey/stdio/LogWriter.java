package dev.joey.stdio;

import java.time.Instant;

/**
 * Where one container's output is kept. Called on the thread that reads the container's streams; a
 * full disk or a lost file never throws: it is counted, and writing resumes when it can.
 */
public interface LogWriter extends AutoCloseable {
    /**
     * Takes a piece of output as it was read; lines are put together here, per stream.
     *
     * @param stream 1 for standard output, 2 for standard error
     * @param at when it was read
     */
    void write(int stream, Instant at, byte[] bytes, int offset, int length);

    /** Hands all whole lines to the operating system; called when no more output is waiting. */
    void flush();

    /** The streams ended: writes what is left of an unfinished line. */
    @Override
    void close();
}
