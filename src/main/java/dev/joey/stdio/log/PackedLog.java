package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A compressed log file as dockerd makes it: gzip (RFC 1952) whose extra field is the JSON {@code
 * {"lastTime":"…"}}, so that a reader of {@code since} may pass the file over.
 */
final class PackedLog {
    private static final int EXTRA_FLAG = 4;
    private static final byte[] EXTRA_BEGIN = "{\"lastTime\":\"".getBytes(UTF_8);
    private static final int FIXED_HEADER = 10;

    private PackedLog() {}

    /**
     * Compresses a whole file.
     *
     * @param last the time of its last record; null if there is none
     */
    static void pack(FileChannel source, FileChannel target, Instant last) throws IOException {
        writeFully(target, header(last));
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            CRC32 sum = new CRC32();
            byte[] in = new byte[64 * 1024];
            byte[] out = new byte[64 * 1024];
            ByteBuffer buffer = ByteBuffer.wrap(in);
            long total = 0;
            for (int count = source.read(buffer, 0);
                    count > 0;
                    count = source.read(buffer.clear(), total)) {
                total += count;
                sum.update(in, 0, count);
                deflater.setInput(in, 0, count);
                while (!deflater.needsInput()) {
                    writeFully(target, ByteBuffer.wrap(out, 0, deflater.deflate(out)));
                }
            }
            deflater.finish();
            while (!deflater.finished()) {
                writeFully(target, ByteBuffer.wrap(out, 0, deflater.deflate(out)));
            }
            ByteBuffer trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            writeFully(target, trailer.putInt((int) sum.getValue()).putInt((int) total).flip());
        } finally {
            deflater.end();
        }
    }

    /** The time of the last record as the header tells it; null if it does not. */
    static Instant lastTime(FileChannel packed) throws IOException {
        byte[] head = new byte[FIXED_HEADER + 2 + EXTRA_BEGIN.length + 40];
        int count = packed.read(ByteBuffer.wrap(head), 0);
        if (count < FIXED_HEADER + 2 + EXTRA_BEGIN.length || (head[3] & EXTRA_FLAG) == 0) {
            return null;
        }
        int length = (head[FIXED_HEADER] & 0xff) | ((head[FIXED_HEADER + 1] & 0xff) << 8);
        int extra = FIXED_HEADER + 2;
        int from = extra + EXTRA_BEGIN.length;
        int to = ByteScan.indexOf(head, from, Math.min(count, extra + length), (byte) '"');
        return to < 0 ? null : RecordTime.parse(head, from, to);
    }

    private static ByteBuffer header(Instant last) {
        byte[] extra = new byte[last == null ? 0 : EXTRA_BEGIN.length + RecordTime.LENGTH + 2];
        int length = 0;
        if (last != null) {
            System.arraycopy(EXTRA_BEGIN, 0, extra, 0, EXTRA_BEGIN.length);
            length = RecordTime.write(last, extra, EXTRA_BEGIN.length);
            extra[length++] = '"';
            extra[length++] = '}';
        }
        ByteBuffer header =
                ByteBuffer.allocate(FIXED_HEADER + 2 + length).order(ByteOrder.LITTLE_ENDIAN);
        // magic, deflate, flags; no time; no level; unknown system, as Go's writer
        header.put((byte) 0x1f).put((byte) 0x8b).put((byte) 8);
        header.put((byte) (last == null ? 0 : EXTRA_FLAG)).putInt(0).put((byte) 0).put((byte) 255);
        if (last != null) {
            header.putShort((short) length).put(extra, 0, length);
        }
        return header.flip();
    }

    private static void writeFully(FileChannel target, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
    }
}
