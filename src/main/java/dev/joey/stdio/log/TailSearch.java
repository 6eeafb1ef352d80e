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
    private final FileFormat format;
    private final Backwards backwards;
    private final List<LogSegment> segments;
    private final Path folder;
    private final boolean[] wanted;
    private final Place[] begins;
    private final Instant[] laterTimes = new Instant[3];
    private final boolean[] settled;
    private long missing;
    private boolean complete;

    /**
     * @param segments oldest first; a compressed one that is needed is replaced by its expanded
     *     form
     * @param folder for files that must be expanded
     */
    TailSearch(
            FileFormat format,
            Backwards backwards,
            List<LogSegment> segments,
            Path folder,
            boolean stdout,
            boolean stderr) {
        this.format = format;
        this.backwards = backwards;
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
            long limit = format.lastEnd(plain.channel(), plain.size());
            if (index == last) {
                end = new Place(last, limit);
            }
            int segment = index;
            backwards.scan(
                    plain.channel(),
                    index == lower.segment() ? lower.offset() : 0,
                    limit,
                    (offset, stream, at, endsLine) -> {
                        visit(new Place(segment, offset), stream, at, endsLine);
                        return !allSettled();
                    });
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

    private void visit(Place place, int stream, Instant at, boolean endsLine) {
        boolean joined = !endsLine && at.equals(laterTimes[stream]);
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
