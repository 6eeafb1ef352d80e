package dev.joey.stdio.log;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/**
 * The records of a log's files, one file after the other, for a reader that goes forward. For one
 * thread at a time.
 */
interface Records {
    /** Begins anew at a place of a file. */
    void reset(long offset);

    /** Takes the next whole record from the buffer; false if more must be {@link #read}. */
    boolean next();

    /** Takes what seems to be a record that was cut off; false if there is nothing. */
    boolean rest();

    /**
     * Reads on in a file; to be called when {@link #next} found no more.
     *
     * @return false at the file's end as it is now
     * @throws IOException if the file cannot be read; a damaged compressed file just ends
     */
    boolean read(LogSegment segment) throws IOException;

    /** Understands what was taken last; false if it is no record. */
    boolean scan();

    /** Where in its file's records that begins. */
    long offset();

    /** 1 or 2. */
    int stream();

    Instant at();

    /** The text, with a newline if the line ends with it; an array of its own. */
    byte[] log();

    Map<String, String> attributes();
}
