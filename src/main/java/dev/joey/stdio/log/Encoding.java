package dev.joey.stdio.log;

import java.time.Instant;

/** Makes the records of one log in one format. For one thread at a time. */
interface Encoding {
    /** The most bytes that a record with so many bytes of text becomes. */
    int room(int length);

    /**
     * Adds a record to a batch that has {@link #room} for it.
     *
     * @param newline whether the line ends here
     */
    void encode(
            RecordBatch batch,
            int stream,
            Instant at,
            byte[] source,
            int from,
            int to,
            boolean newline);
}
