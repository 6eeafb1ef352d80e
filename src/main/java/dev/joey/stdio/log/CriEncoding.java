package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;

/**
 * Lines of the CRI's log format: time, stream, {@code F} or {@code P} for a line that goes on, and
 * the text, parted by blanks. Source: the Kubernetes CRI logging design.
 */
final class CriEncoding implements Encoding {
    private static final byte[] STDOUT = " stdout ".getBytes(US_ASCII);
    private static final byte[] STDERR = " stderr ".getBytes(US_ASCII);

    @Override
    public int room(int length) {
        return RecordTime.LENGTH + STDOUT.length + 2 + length + 1;
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
        int out = RecordTime.fixed(at, target, batch.count);
        byte[] name = stream == 2 ? STDERR : STDOUT;
        System.arraycopy(name, 0, target, out, name.length);
        out += name.length;
        target[out++] = (byte) (newline ? 'F' : 'P');
        target[out++] = ' ';
        System.arraycopy(source, from, target, out, to - from);
        out += to - from;
        target[out++] = '\n';
        batch.count = out;
    }
}
