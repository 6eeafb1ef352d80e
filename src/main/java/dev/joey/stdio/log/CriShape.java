package dev.joey.stdio.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Instant;

/** Lines of the CRI's log format; whoever reads them is not Joey. */
final class CriShape implements RecordShape {
    static final CriShape INSTANCE = new CriShape();

    private static final byte NEWLINE = '\n';

    private CriShape() {}

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
        long size = reading.size();
        long whole = TornTail.lastLineEnd(reading, size);
        if (whole < size) {
            appending.truncate(whole);
        }
    }

    @Override
    public Instant lastTime(FileChannel channel) {
        return null;
    }
}
