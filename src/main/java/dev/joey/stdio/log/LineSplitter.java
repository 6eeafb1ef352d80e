package dev.joey.stdio.log;

import java.time.Instant;
import java.util.Arrays;

/**
 * Puts lines together from pieces of output, per stream, as dockerd's copier does: a line longer
 * than 16 KiB becomes several records, all with the time of the first, and only the last has the
 * newline. Unlike dockerd a record is never cut within a character.
 */
final class LineSplitter {
    /** The most bytes of one record. */
    static final int MAX_RECORD_BYTES = 16 * 1024;

    private final RecordSink sink;
    private final HalfLine stdout = new HalfLine();
    private final HalfLine stderr = new HalfLine();

    LineSplitter(RecordSink sink) {
        this.sink = sink;
    }

    /** Takes a piece of output as {@code LogWriter.write} does. */
    void write(int stream, Instant at, byte[] bytes, int offset, int length) {
        HalfLine half = half(stream);
        int from = offset;
        int end = offset + length;
        while (from < end) {
            int room = MAX_RECORD_BYTES - half.count;
            int to = Math.min(end, from + room);
            int newline = ByteScan.indexOf(bytes, from, to, (byte) '\n');
            if (newline >= 0) {
                Instant time = half.cutAt == null ? at : half.cutAt;
                if (half.count == 0) {
                    sink.record(stream, time, bytes, from, newline, true);
                } else {
                    half.append(bytes, from, newline);
                    sink.record(stream, time, half.bytes, 0, half.count, true);
                }
                half.count = 0;
                half.cutAt = null;
                from = newline + 1;
            } else if (to - from == room) {
                half.cutAt = half.cutAt == null ? at : half.cutAt;
                from = cut(stream, half, bytes, from, to);
            } else {
                half.append(bytes, from, to);
                from = to;
            }
        }
    }

    /** Emits a full record and answers where the input goes on. */
    private int cut(int stream, HalfLine half, byte[] bytes, int from, int to) {
        if (half.count == 0) {
            int kept = to - Utf8.unfinished(bytes, from, to);
            sink.record(stream, half.cutAt, bytes, from, kept, false);
            return kept;
        }
        half.append(bytes, from, to);
        int kept = half.count - Utf8.unfinished(half.bytes, 0, half.count);
        sink.record(stream, half.cutAt, half.bytes, 0, kept, false);
        System.arraycopy(half.bytes, kept, half.bytes, 0, half.count - kept);
        half.count -= kept;
        return to;
    }

    /** The streams ended: emits what is left of their unfinished lines. */
    void finish(Instant at) {
        for (int stream = 1; stream <= 2; stream++) {
            HalfLine half = half(stream);
            if (half.count > 0) {
                Instant time = half.cutAt == null ? at : half.cutAt;
                sink.record(stream, time, half.bytes, 0, half.count, false);
                half.count = 0;
            }
            half.cutAt = null;
        }
    }

    /** Gives memory back when no line is half read. */
    void rest() {
        stdout.rest();
        stderr.rest();
    }

    private HalfLine half(int stream) {
        return stream == 2 ? stderr : stdout;
    }

    /** The beginning of a line whose end was not read yet. */
    private static final class HalfLine {
        private static final byte[] NONE = new byte[0];

        private byte[] bytes = NONE;
        private int count;

        /** The time of the line's first record if one was emitted. */
        private Instant cutAt;

        private void append(byte[] source, int from, int to) {
            int needed = count + to - from;
            if (needed > bytes.length) {
                int size = Math.clamp(2L * needed, 128, MAX_RECORD_BYTES);
                bytes = Arrays.copyOf(bytes, size);
            }
            System.arraycopy(source, from, bytes, count, to - from);
            count = needed;
        }

        private void rest() {
            if (count == 0 && bytes.length > 1024) {
                bytes = NONE;
            }
        }
    }
}
