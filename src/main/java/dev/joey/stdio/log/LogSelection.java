package dev.joey.stdio.log;

import dev.joey.stdio.Logs.LogQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Which records of a log a query wants. As in dockerd the tail is counted first; of it all from the
 * first record at or after {@code since} is shown, up to the first record after {@code until};
 * other streams' records count for nothing.
 */
final class LogSelection {
    private final LogQuery query;
    private final Place[] begins;
    private boolean since;

    private LogSelection(LogQuery query, Place[] begins) {
        this.query = query;
        this.begins = begins;
        this.since = query.since() == null;
    }

    /** What is to be done with a record. */
    enum Verdict {
        SHOW,
        PASS,
        STOP
    }

    /**
     * Finds where the wanted records begin, by seeking.
     *
     * @param segments oldest first; may be changed in place by equal ones
     * @param folder of the log
     */
    static LogSelection find(
            FileFormat format, LogQuery query, List<LogSegment> segments, Path folder)
            throws IOException {
        if (segments.isEmpty()) {
            return new LogSelection(query, both(Place.BEGIN));
        }
        if (query.tail() == 0) {
            int last = segments.size() - 1;
            long end = 0;
            if (segments.get(last) instanceof LogSegment.Plain plain) {
                end = format.lastEnd(plain.channel(), plain.size());
            }
            return new LogSelection(query, both(new Place(last, end)));
        }
        Place lower =
                query.since() == null ? Place.BEGIN : beginOfSince(format, segments, query.since());
        if (query.tail() < 0 || lower.segment() >= segments.size()) {
            return new LogSelection(query, both(lower));
        }
        return new LogSelection(
                query,
                format.tail(segments, folder, query.stdout(), query.stderr(), query.tail(), lower));
    }

    private static Place[] both(Place place) {
        return new Place[] {place, place, place};
    }

    private static Place beginOfSince(FileFormat format, List<LogSegment> segments, Instant since)
            throws IOException {
        for (int index = segments.size() - 1; index >= 0; index--) {
            switch (segments.get(index)) {
                case LogSegment.Plain plain -> {
                    long limit = format.lastEnd(plain.channel(), plain.size());
                    Long begin = format.beginOfSince(plain.channel(), since, limit);
                    if (begin != null) {
                        return new Place(index, begin);
                    }
                }
                case LogSegment.Packed packed -> {
                    Instant last = packed.lastTime();
                    if (last != null && last.isBefore(since)) {
                        return new Place(index + 1, 0);
                    }
                }
            }
        }
        return Place.BEGIN;
    }

    /** The first place that may be wanted. */
    Place begin() {
        Place stdout = begins[1];
        Place stderr = begins[2];
        if (!query.stdout()) {
            return stderr;
        }
        return !query.stderr() || stdout.compareTo(stderr) < 0 ? stdout : stderr;
    }

    /** Judges a record; in the order of the log. */
    Verdict judge(int segment, long offset, int stream, Instant at) {
        Place begin = begins[stream];
        boolean early =
                segment < begin.segment()
                        || (segment == begin.segment() && offset < begin.offset());
        boolean wanted = stream == 1 ? query.stdout() : query.stderr();
        if (early || !wanted) {
            return Verdict.PASS;
        }
        if (!since) {
            if (at.isBefore(query.since())) {
                return Verdict.PASS;
            }
            since = true;
        }
        if (query.until() != null && at.isAfter(query.until())) {
            return Verdict.STOP;
        }
        return Verdict.SHOW;
    }
}
