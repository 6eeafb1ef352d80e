package dev.joey.stdio.log;

import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * The lines of a log's files, one file after the other, in one buffer. A line is handed out when
 * its newline was read; what is over at the end of a file is {@link #rest}.
 */
final class LogLines implements Records {
    private final RecordParser parser = new RecordParser();
    private static final int INITIAL_BYTES = 64 * 1024;

    private byte[] buffer = new byte[INITIAL_BYTES];
    private int from;
    private int scanned;
    private int end;
    private int lineFrom;
    private int lineTo;
    private long lineOffset;
    private long bufferOffset;

    /** Whether the line being read is too long to be a record and is passed over. */
    private boolean endless;

    @Override
    public void reset(long offset) {
        from = 0;
        scanned = 0;
        end = 0;
        bufferOffset = offset;
        endless = false;
    }

    @Override
    public boolean next() {
        int newline = ByteScan.indexOf(buffer, scanned, end, (byte) '\n');
        if (newline < 0) {
            scanned = end;
            return false;
        }
        lineFrom = from;
        lineTo = newline;
        lineOffset = bufferOffset + from;
        from = newline + 1;
        scanned = from;
        if (endless) {
            endless = false;
            return next();
        }
        return true;
    }

    /** Takes what has no newline yet; false if there is nothing. */
    @Override
    public boolean rest() {
        lineFrom = from;
        lineTo = end;
        lineOffset = bufferOffset + from;
        from = end;
        scanned = end;
        boolean something = lineTo > lineFrom && !endless;
        endless = false;
        return something;
    }

    @Override
    public boolean read(LogSegment segment) throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, end - from);
            bufferOffset += from;
            end -= from;
            scanned -= from;
            from = 0;
        }
        if (end == buffer.length) {
            if (buffer.length >= RecordParser.MAX_LINE_BYTES) {
                endless = true;
                bufferOffset += end;
                end = 0;
                scanned = 0;
            } else {
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
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
        return parser.scan(buffer, lineFrom, lineTo);
    }

    @Override
    public long offset() {
        return lineOffset;
    }

    @Override
    public int stream() {
        return parser.stream();
    }

    @Override
    public Instant at() {
        return parser.at();
    }

    @Override
    public byte[] log() {
        return parser.log();
    }

    @Override
    public Map<String, String> attributes() {
        return parser.attributes();
    }
}
