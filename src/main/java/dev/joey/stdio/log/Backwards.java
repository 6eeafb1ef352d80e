package dev.joey.stdio.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Instant;

/** Goes through a file's records from its end to its beginning. */
@FunctionalInterface
interface Backwards {
    /**
     * Goes.
     *
     * @param lower where to stop; a record begins there
     * @param limit the end of the last record
     */
    void scan(FileChannel channel, long lower, long limit, Visitor visitor) throws IOException;

    /** Is told each record. */
    @FunctionalInterface
    interface Visitor {
        /**
         * One record.
         *
         * @param endsLine whether its text ends with a newline
         * @return whether to go on
         */
        boolean visit(long offset, int stream, Instant at, boolean endsLine);
    }
}
