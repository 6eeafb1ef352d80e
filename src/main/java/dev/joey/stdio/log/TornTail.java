package dev.joey.stdio.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The end of a log file that a daemon left when it was killed, or the disk was full. */
final class TornTail {
    private static final int BLOCK = 64 * 1024;

    private TornTail() {}

    /** The end of the last whole line at or before {@code limit}; 0 if there is none. */
    static long lastLineEnd(FileChannel channel, long limit) throws IOException {
        byte[] block = new byte[(int) Math.min(BLOCK, limit)];
        long end = limit;
        while (end > 0) {
            int count = (int) Math.min(block.length, end);
            if (!readFully(channel, end - count, block, count)) {
                return 0;
            }
            int newline = ByteScan.lastIndexOf(block, 0, count, (byte) '\n');
            if (newline >= 0) {
                return end - count + newline + 1;
            }
            end -= count;
        }
        return 0;
    }

    /**
     * Makes a file end with a whole line: a record that lacks only its newline gets it, anything
     * else after the last newline is cut, since the rest of it died with the process.
     *
     * @param reading may read the file
     * @param appending may append to it
     */
    static void repair(FileChannel reading, FileChannel appending) throws IOException {
        long size = reading.size();
        long whole = lastLineEnd(reading, size);
        if (whole == size) {
            return;
        }
        long torn = size - whole;
        if (torn <= RecordParser.MAX_LINE_BYTES) {
            byte[] tail = new byte[(int) torn];
            if (readFully(reading, whole, tail, tail.length)
                    && new RecordParser().scan(tail, 0, tail.length)) {
                appending.write(ByteBuffer.wrap(new byte[] {'\n'}));
                return;
            }
        }
        appending.truncate(whole);
    }

    static boolean readFully(FileChannel channel, long position, byte[] target, int count)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target, 0, count);
        long at = position;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                return false;
            }
            at += read;
        }
        return true;
    }
}
