package dev.joey.stdio.log;

import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * Records of the driver {@code local}, forward. What follows a record whose two lengths differ
 * cannot be told apart any more: the rest of that file is passed over.
 */
final class LocalRecords implements Records {
    private static final int INITIAL_BYTES = 64 * 1024;

    private final LocalEntry entry = new LocalEntry();
    private byte[] buffer = new byte[INITIAL_BYTES];
    private int from;
    private int end;
    private int recordFrom;
    private int recordTo;
    private long recordOffset;
    private long bufferOffset;
    private boolean broken;

    @Override
    public void reset(long offset) {
        from = 0;
        end = 0;
        bufferOffset = offset;
        broken = false;
    }

    @Override
    public boolean next() {
        if (broken || end - from < LocalEntry.FRAME) {
            return false;
        }
        int length = LocalEntry.intAt(buffer, from);
        if (!LocalEntry.isLength(length)) {
            return lose();
        }
        int behind = from + LocalEntry.FRAME + length;
        if (end < behind + LocalEntry.FRAME) {
            return false;
        }
        if (LocalEntry.intAt(buffer, behind) != length) {
            return lose();
        }
        recordFrom = from + LocalEntry.FRAME;
        recordTo = behind;
        recordOffset = bufferOffset + from;
        from = behind + LocalEntry.FRAME;
        return true;
    }

    /** Hands out what is no record, once, so that it is counted. */
    private boolean lose() {
        broken = true;
        recordFrom = from;
        recordTo = from;
        recordOffset = bufferOffset + from;
        from = end;
        return true;
    }

    @Override
    public boolean rest() {
        from = end;
        return false;
    }

    @Override
    public boolean read(LogSegment segment) throws IOException {
        if (broken) {
            from = end;
        }
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, end - from);
            bufferOffset += from;
            end -= from;
            from = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count;
        try {
            count = segment.read(buffer, end, buffer.length);
        } catch (EOFException | ZipException _) {
            // a file whose compression was cut short: what could be read of it was
            count = 0;
        }
        end += count;
        return count > 0;
    }

    @Override
    public boolean scan() {
        return entry.scan(buffer, recordFrom, recordTo);
    }

    @Override
    public long offset() {
        return recordOffset;
    }

    /** Where the next record begins. */
    long endOffset() {
        return bufferOffset + from;
    }

    @Override
    public int stream() {
        return entry.stream();
    }

    @Override
    public Instant at() {
        return entry.at();
    }

    @Override
    public byte[] log() {
        return entry.log();
    }

    /** The format has none, as in dockerd. */
    @Override
    public Map<String, String> attributes() {
        return Map.of();
    }
}
