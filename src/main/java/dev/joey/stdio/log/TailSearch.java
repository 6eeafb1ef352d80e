package dev.joey.stdio.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Finds where the last lines of the wanted streams begin, reading backwards from the end. The
 * records that a long line was split into count as one line: they lack the newline and have one
 * time. As lines of two streams may interleave, each stream has its own beginning.
 */
final class TailSearch {
    private static final int BLOCK = 64 * 1024;

    private final List<LogSegment> segments;
    private final Path folder;
    private final boolean[] wanted;
    private final Place[] begins;
    private final Instant[] laterTimes = new Instant[3];
    private final boolean[] settled;
    private final RecordParser parser = new RecordParser();
    private byte[] block = new byte[BLOCK];
    private long missing;
    private boolean complete;

    /**
     * @param segments oldest first; a compressed one that is needed is replaced by its expanded
     *     form
     * @param folder for files that must be expanded
     */
    TailSearch(List<LogSegment> segments, Path folder, boolean stdout, boolean stderr) {
        this.segments = segments;
        this.folder = folder;
        this.wanted = new boolean[] {false, stdout, stderr};
        this.settled = new boolean[] {true, !stdout, !stderr};
        this.begins = new Place[3];
    }

    /**
     * Searches.
     *
     * @param lines how many, at least 1
     * @param lower nothing before it is looked at
     * @return by stream (1 and 2) its first selected record; the log's end if there is none
     */
    Place[] find(long lines, Place lower) throws IOException {
        missing = lines;
        int last = segments.size() - 1;
        Place end = new Place(Math.max(0, last), 0);
        for (int index = last; index >= lower.segment() && !allSettled(); index--) {
            LogSegment.Plain plain = plain(index);
            long limit = TornTail.lastLineEnd(plain.channel(), plain.size());
            if (index == last) {
                end = new Place(last, limit);
            }
            backwards(index, plain, index == lower.segment() ? lower.offset() : 0, limit);
        }
        for (int stream = 1; stream <= 2; stream++) {
            begins[stream] = begins[stream] == null ? end : begins[stream];
        }
        return begins;
    }

    private LogSegment.Plain plain(int index) throws IOException {
        return switch (segments.get(index)) {
            case LogSegment.Plain plain -> plain;
            case LogSegment.Packed packed -> {
                LogSegment.Plain expanded = packed.expand(folder);
                segments.set(index, expanded);
                yield expanded;
            }
        };
    }

    private void backwards(int segment, LogSegment.Plain plain, long lower, long limit)
            throws IOException {
        long end = limit;
        int length = BLOCK;
        while (end > lower && !allSettled()) {
            int count = (int) Math.min(length, end - lower);
            long from = end - count;
            if (block.length < count) {
                block = new byte[count];
            }
            if (!TornTail.readFully(plain.channel(), from, block, count)) {
                return;
            }
            // the block ends with a newline; a line that begins before it waits for the next block
            int first = from == lower ? 0 : ByteScan.indexOf(block, 0, count - 1, (byte) '\n') + 1;
            if (from != lower && first == 0) {
                if (length < RecordParser.MAX_LINE_BYTES) {
                    length *= 4;
                    continue;
                }
                first = count;
                from = TornTail.lastLineEnd(plain.channel(), from) - first;
            }
            for (int to = count; to > first && !allSettled(); ) {
                int begin = Math.max(first, 1 + previousNewline(first, to - 1));
                if (parser.scan(block, begin, to - 1)) {
                    visit(new Place(segment, from + begin));
                }
                to = begin;
            }
            end = from + first;
            length = BLOCK;
        }
    }

    private int previousNewline(int from, int to) {
        return ByteScan.lastIndexOf(block, from, to, (byte) '\n');
    }

    private void visit(Place place) {
        int stream = parser.stream();
        Instant at = parser.at();
        boolean joined = !parser.endsLine() && at.equals(laterTimes[stream]);
        if (wanted[stream] && !settled[stream]) {
            if (!joined && missing == 0) {
                complete = true;
                settled[stream] = true;
            } else {
                if (joined || !complete) {
                    begins[stream] = place;
                    laterTimes[stream] = at;
                }
                missing -= joined ? 0 : 1;
            }
        }
        if (complete) {
            // what is left is only to see whether a selected record continues an earlier one
            for (int other = 1; other <= 2; other++) {
                settled[other] |= laterTimes[other] == null || at.isBefore(laterTimes[other]);
            }
        }
    }

    private boolean allSettled() {
        return settled[1] && settled[2];
    }
}
