package dev.joey.stdio.log;

import java.time.Instant;

/** Takes the records of a log one by one. */
@FunctionalInterface
interface RecordSink {
    /**
     * One record; the bytes are the caller's again when this returns.
     *
     * @param bytes without the line's newline
     * @param newline whether the line ends here
     */
    void record(int stream, Instant at, byte[] bytes, int from, int to, boolean newline);
}
