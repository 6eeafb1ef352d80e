package dev.joey.stdio.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** How records lie in a file. */
interface FileFormat {
    /** How many records there are in a piece of whole ones. */
    long count(byte[] bytes, int from, int to);

    /** The end of the record that holds the byte at {@code place}; {@code from} begins one. */
    int endOfRecordAt(byte[] bytes, int from, int place, int to);

    /** The end of the last whole record that ends at or before {@code to}. */
    int endOfWhole(byte[] bytes, int from, int to);

    /**
     * Makes a file end with a whole record.
     *
     * @param reading may read the file
     * @param appending may append to it, and cut it
     */
    void repair(FileChannel reading, FileChannel appending) throws IOException;

    /** The end of the last whole record at or before {@code limit}; 0 if there is none. */
    long lastEnd(FileChannel channel, long limit) throws IOException;

    /** The time of the last record; null if there is none. */
    Instant lastTime(FileChannel channel) throws IOException;

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
