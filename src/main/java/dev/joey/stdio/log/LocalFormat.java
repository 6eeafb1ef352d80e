package dev.joey.stdio.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Records between their lengths, as the driver {@code local} writes them. */
final class LocalFormat implements FileFormat {
    static final LocalFormat INSTANCE = new LocalFormat();

    private LocalFormat() {}

    @Override
    public long count(byte[] bytes, int from, int to) {
        long count = 0;
        for (int at = from; at < to; at = next(bytes, at)) {
            count++;
        }
        return count;
    }

    @Override
    public int endOfRecordAt(byte[] bytes, int from, int place, int to) {
        int at = from;
        while (at <= place && at < to) {
            at = next(bytes, at);
        }
        return at;
    }

    @Override
    public int endOfWhole(byte[] bytes, int from, int to) {
        int at = from;
        while (to - at > LocalEntry.FRAME && next(bytes, at) <= to) {
            at = next(bytes, at);
        }
        return at;
    }

    private static int next(byte[] bytes, int at) {
        return at + 2 * LocalEntry.FRAME + LocalEntry.intAt(bytes, at);
    }

    @Override
    public void repair(FileChannel reading, FileChannel appending) throws IOException {
        long size = reading.size();
        long whole = lastEnd(reading, size);
        if (whole < size) {
            appending.truncate(whole);
        }
    }

    @Override
    public long lastEnd(FileChannel channel, long limit) throws IOException {
        if (limit == 0 || lastLength(channel, limit) > 0) {
            return limit;
        }
        Walk walk = new Walk(channel, limit);
        while (walk.next()) {
            // To the end.
        }
        return walk.end;
    }

    /** The length of the record that ends at {@code limit}; -1 if none does. */
    private static int lastLength(FileChannel channel, long limit) throws IOException {
        byte[] length = new byte[LocalEntry.FRAME];
        if (limit < 2 * LocalEntry.FRAME
                || !TornTail.readFully(
                        channel, limit - LocalEntry.FRAME, length, LocalEntry.FRAME)) {
            return -1;
        }
        int behind = LocalEntry.intAt(length, 0);
        long begin = limit - 2 * LocalEntry.FRAME - behind;
        if (!LocalEntry.isLength(behind)
                || begin < 0
                || !TornTail.readFully(channel, begin, length, LocalEntry.FRAME)
                || LocalEntry.intAt(length, 0) != behind) {
            return -1;
        }
        return behind;
    }

    @Override
    public Instant lastTime(FileChannel channel) throws IOException {
        Instant[] found = new Instant[1];
        new LocalBackwards()
                .scan(
                        channel,
                        0,
                        lastEnd(channel, channel.size()),
                        (_, _, at, _) -> {
                            found[0] = at;
                            return false;
                        });
        return found[0];
    }

    /** One after the other, since a place within a record cannot be told from its beginning. */
    @Override
    public Long beginOfSince(FileChannel channel, Instant since, long limit) throws IOException {
        Walk walk = new Walk(channel, limit);
        if (!walk.next() || !walk.records.at().isBefore(since)) {
            return null;
        }
        while (walk.next()) {
            if (!walk.records.at().isBefore(since)) {
                return walk.begin;
            }
        }
        return walk.end;
    }

    @Override
    public Place[] tail(
            List<LogSegment> segments,
            Path folder,
            boolean stdout,
            boolean stderr,
            long lines,
            Place lower)
            throws IOException {
        return new TailSearch(this, new LocalBackwards(), segments, folder, stdout, stderr)
                .find(lines, lower);
    }

    @Override
    public Records records() {
        return new LocalRecords();
    }

    /** Goes through a file forward. */
    private static final class Walk {
        private final LocalRecords records = new LocalRecords();
        private final LogSegment.Plain segment;
        private long end;
        private long begin;

        private Walk(FileChannel channel, long limit) {
            segment = new LogSegment.Plain(channel, limit);
            records.reset(0);
        }

        private boolean next() throws IOException {
            while (!records.next()) {
                if (!records.read(segment)) {
                    return false;
                }
            }
            if (!records.scan()) {
                return false;
            }
            begin = records.offset();
            end = records.endOffset();
            return true;
        }
    }
}
