package dev.joey.stdio.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Instant;

/** How whole records are told from torn ones: what the writer of a file must know. */
interface RecordShape {
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

    /** The time of the last record; null if there is none, or if it cannot be told. */
    Instant lastTime(FileChannel channel) throws IOException;
}
