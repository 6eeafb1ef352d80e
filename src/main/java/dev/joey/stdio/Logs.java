package dev.joey.stdio;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Reads containers' logs. */
public interface Logs {
    /**
     * Opens a log for reading.
     *
     * @param options of the driver
     * @param path of the newest log file of {@code json-file}; other files lie beside it
     * @throws dev.joey.error.EngineException.NotImplemented if the driver cannot be read
     */
    LogCursor read(String driver, Map<String, String> options, Path path, LogQuery query);

    /**
     * What part of a log.
     *
     * @param since only lines at or after; null for all
     * @param until only lines at or before; null for all
     * @param tail the last so many lines of the wanted streams; -1 for all
     * @param follow goes on with what comes
     * @param live whether more may come: the container runs; asked when a follower reached the end
     */
    record LogQuery(
            boolean stdout,
            boolean stderr,
            Instant since,
            Instant until,
            long tail,
            boolean follow,
            BooleanSupplier live) {}

    /** A place in a log. */
    interface LogCursor extends AutoCloseable {
        /**
         * The next line, or null at the end; a follower waits. Closing from another thread ends the
         * wait with null.
         */
        LogLine next() throws InterruptedException;

        /**
         * What to do, on the reading thread, before {@link #next} reads on or waits: a reader that
         * collects lines hands them on then.
         */
        default void onPause(Runnable action) {}

        @Override
        void close();
    }

    /**
     * One record of the log.
     *
     * @param stream 1 or 2
     * @param bytes with the line's newline, if it has one
     * @param attributes of the log options labels, env and tag; never null
     */
    record LogLine(int stream, Instant at, byte[] bytes, Map<String, String> attributes) {}
}
