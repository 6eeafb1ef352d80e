package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Records of the driver {@code local}: dockerd's protobuf message {@code LogEntry} between two
 * copies of its length, four bytes each, the highest first. Numbers of its fields: source 1,
 * time_nano 2, line 3, partial 4, partial_log_metadata 5 (last 1, id 2, ordinal 3).
 */
final class LocalEncoding implements Encoding {
    /** Both lengths, and all fields but the text, at their longest. */
    private static final int SLACK = 160;

    private static final byte[] STDOUT = "stdout".getBytes(US_ASCII);
    private static final byte[] STDERR = "stderr".getBytes(US_ASCII);

    private final Partial[] partial = {new Partial(), new Partial(), new Partial()};

    /** The line of a stream that was cut into records. */
    private static final class Partial {
        private byte[] id;
        private int ordinal;
    }

    @Override
    public int room(int length) {
        return length + SLACK;
    }

    @Override
    public void encode(
            RecordBatch batch,
            int stream,
            Instant at,
            byte[] source,
            int from,
            int to,
            boolean newline) {
        byte[] target = batch.bytes;
        int begin = batch.count;
        int out = begin + LocalEntry.FRAME;
        out = text(target, out, 0x0a, stream == 2 ? STDERR : STDOUT);
        long nanos = TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
        target[out++] = 0x10;
        out = varint(target, out, nanos);
        if (to > from) {
            target[out++] = 0x1a;
            out = varint(target, out, to - from);
            System.arraycopy(source, from, target, out, to - from);
            out += to - from;
        }
        Partial line = partial[stream];
        if (!newline || line.id != null) {
            out = partial(target, out, line, newline);
        }
        int length = out - begin - LocalEntry.FRAME;
        LocalEntry.putInt(target, begin, length);
        LocalEntry.putInt(target, out, length);
        batch.count = out + LocalEntry.FRAME;
    }

    private static int partial(byte[] target, int from, Partial line, boolean last) {
        if (line.id == null) {
            byte[] random = new byte[32];
            ThreadLocalRandom.current().nextBytes(random);
            line.id = HexFormat.of().formatHex(random).getBytes(US_ASCII);
            line.ordinal = 0;
        }
        line.ordinal++;
        int out = from;
        target[out++] = 0x20;
        target[out++] = 1;
        target[out++] = 0x2a;
        int lengthAt = out++;
        if (last) {
            target[out++] = 0x08;
            target[out++] = 1;
        }
        out = text(target, out, 0x12, line.id);
        target[out++] = 0x18;
        out = varint(target, out, line.ordinal);
        target[lengthAt] = (byte) (out - lengthAt - 1);
        if (last) {
            line.id = null;
        }
        return out;
    }

    private static int text(byte[] target, int from, int tag, byte[] bytes) {
        int out = from;
        target[out++] = (byte) tag;
        out = varint(target, out, bytes.length);
        System.arraycopy(bytes, 0, target, out, bytes.length);
        return out + bytes.length;
    }

    private static int varint(byte[] target, int from, long value) {
        int out = from;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            target[out++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[out++] = (byte) rest;
        return out;
    }
}
