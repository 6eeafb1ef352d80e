package dev.joey.stdio.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Instant;

/** Finds records in a plain log file without reading it all. */
final class RecordSearch {
    private static final int BLOCK = 32 * 1024;

    /**
     * How far before the found place is looked whether the times went back: the last piece of a
     * line that was long in coming has the time of its first.
     */
    private static final int DOUBT = 256 * 1024;

    private final FileChannel channel;
    private final RecordParser parser = new RecordParser();
    private byte[] block = new byte[BLOCK];

    /** What a look at some bytes found: where its whole lines end and their latest time. */
    private record Look(long end, Instant latest) {}

    RecordSearch(FileChannel channel) {
        this.channel = channel;
    }

    /** The time of the last record of a file; null if there is none. */
    static Instant lastTime(FileChannel channel) throws IOException {
        RecordSearch search = new RecordSearch(channel);
        long size = channel.size();
        for (int length = BLOCK; ; length = Math.min(length * 4, RecordParser.MAX_LINE_BYTES)) {
            long from = Math.max(0, size - length);
            Look look = search.look(from, size, from > 0);
            if (look.latest() != null || from == 0 || length == RecordParser.MAX_LINE_BYTES) {
                return look.latest();
            }
        }
    }

    /**
     * A place at the beginning of a line before which no record is at or after {@code since}, and
     * which is not far before the first such record. Times may go back a little; where they go back
     * much, the place may be late by what is out of order.
     *
     * @param limit the end of the last whole line
     */
    long before(Instant since, long limit) throws IOException {
        long low = 0;
        long high = limit;
        while (high - low > 4 * BLOCK) {
            long middle = low + (high - low) / 2;
            Look look = look(middle, high, true);
            if (look.latest() == null || !look.latest().isBefore(since)) {
                if (look.end() >= high && look.latest() != null) {
                    break;
                }
                high = look.latest() == null ? middle : look.end();
            } else {
                low = look.end();
            }
        }
        low = lineBegin(low);
        while (low > 0) {
            long from = lineBegin(Math.max(0, low - DOUBT));
            Instant latest = latestIn(from, low);
            if (latest == null || latest.isBefore(since)) {
                break;
            }
            low = from;
        }
        return low;
    }

    /** Whether a file's first records are all before {@code since}; false if there are none. */
    boolean beginsBefore(Instant since, long limit) throws IOException {
        Look look = look(0, limit, false);
        return look.latest() != null && look.latest().isBefore(since);
    }

    private Instant latestIn(long from, long to) throws IOException {
        Instant latest = null;
        long at = from;
        while (at < to) {
            Look look = look(at, to, false);
            if (look.latest() != null && (latest == null || look.latest().isAfter(latest))) {
                latest = look.latest();
            }
            if (look.end() <= at) {
                break;
            }
            at = look.end();
        }
        return latest;
    }

    private long lineBegin(long position) throws IOException {
        return TornTail.lastLineEnd(channel, position);
    }

    /**
     * Reads the lines of a block, or of as many bytes as it takes to see one record.
     *
     * @param torn whether {@code from} may be within a line, whose rest is passed over
     */
    private Look look(long from, long to, boolean torn) throws IOException {
        Instant latest = null;
        int length = BLOCK;
        while (true) {
            int count = (int) Math.min(length, to - from);
            if (block.length < count) {
                block = new byte[count];
            }
            if (!TornTail.readFully(channel, from, block, count)) {
                return new Look(to, null);
            }
            int line = torn ? ByteScan.indexOf(block, 0, count, (byte) '\n') + 1 : 0;
            boolean begun = !torn || line > 0;
            int newline = begun ? ByteScan.indexOf(block, line, count, (byte) '\n') : -1;
            while (newline >= 0) {
                if (parser.scan(block, line, newline)
                        && (latest == null || parser.at().isAfter(latest))) {
                    latest = parser.at();
                }
                line = newline + 1;
                newline = ByteScan.indexOf(block, line, count, (byte) '\n');
            }
            boolean all = count == to - from;
            if (latest != null || all || length >= RecordParser.MAX_LINE_BYTES) {
                return new Look(all && latest == null ? to : from + line, latest);
            }
            length *= 4;
        }
    }
}
