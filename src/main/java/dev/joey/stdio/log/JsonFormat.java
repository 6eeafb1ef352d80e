package dev.joey.stdio.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Lines of JSON, as the driver {@code json-file} writes them. */
final class JsonFormat implements FileFormat {
    static final JsonFormat INSTANCE = new JsonFormat();

    private static final byte NEWLINE = '\n';

    private JsonFormat() {}

    @Override
    public long count(byte[] bytes, int from, int to) {
        return ByteScan.count(bytes, from, to, NEWLINE);
    }

    @Override
    public int endOfRecordAt(byte[] bytes, int from, int place, int to) {
        return ByteScan.indexOf(bytes, place, to, NEWLINE) + 1;
    }

    @Override
    public int endOfWhole(byte[] bytes, int from, int to) {
        return Math.max(from, ByteScan.lastIndexOf(bytes, from, to, NEWLINE) + 1);
    }

    @Override
    public void repair(FileChannel reading, FileChannel appending) throws IOException {
        TornTail.repair(reading, appending);
    }

    @Override
    public long lastEnd(FileChannel channel, long limit) throws IOException {
        return TornTail.lastLineEnd(channel, limit);
    }

    @Override
    public Instant lastTime(FileChannel channel) throws IOException {
        return RecordSearch.lastTime(channel);
    }

    @Override
    public Long beginOfSince(FileChannel channel, Instant since, long limit) throws IOException {
        RecordSearch search = new RecordSearch(channel);
        return search.beginsBefore(since, limit) ? search.before(since, limit) : null;
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
        return new TailSearch(this, new LineBackwards(), segments, folder, stdout, stderr)
                .find(lines, lower);
    }

    @Override
    public Records records() {
        return new LogLines();
    }
}
