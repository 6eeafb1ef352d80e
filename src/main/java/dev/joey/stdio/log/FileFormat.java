package dev.joey.stdio.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** How records lie in a file: what its readers must know. */
interface FileFormat extends RecordShape {
    /** The end of the last whole record at or before {@code limit}; 0 if there is none. */
    long lastEnd(FileChannel channel, long limit) throws IOException;

    /**
     * A place in a file before which no record is at or after {@code since}; null if even the first
     * record is.
     *
     * @param limit the end of the last whole record
     */
    Long beginOfSince(FileChannel channel, Instant since, long limit) throws IOException;

    /**
     * Where the last lines of the wanted streams begin.
     *
     * @param segments a compressed one that is needed is replaced by its expanded form
     * @param folder for files that must be expanded
     * @param lines how many, at least 1
     * @param lower nothing before it is looked at
     * @return by stream (1 and 2) its first selected record; the log's end if there is none
     */
    Place[] tail(
            List<LogSegment> segments,
            Path folder,
            boolean stdout,
            boolean stderr,
            long lines,
            Place lower)
            throws IOException;

    /** For a reader that goes forward. */
    Records records();
}
