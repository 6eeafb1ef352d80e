package dev.joey.container.archive;

import dev.joey.linux.FileStat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes tar members with names of any bytes, and values of any bytes in pax records, which the
 * library that reads tar here cannot write. Source: pax and ustar in POSIX.1-2017; star's
 * SCHILY.xattr.
 */
final class TarWriter {
    static final char FILE = '0';
    static final char HARD_LINK = '1';
    static final char LINK = '2';
    static final char CHAR_DEVICE = '3';
    static final char BLOCK_DEVICE = '4';
    static final char FOLDER = '5';
    static final char FIFO = '6';

    private static final int BLOCK = 512;
    private static final byte[] ZEROS = new byte[BLOCK];
    private static final long OCTAL_7 = 07777777;
    private static final long OCTAL_11 = 077777777777L;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes the head of a member; its bytes follow, then {@link #pad}.
     *
     * @param name a folder's ends in a slash
     * @param target of a link, else empty
     * @param sizeBytes 0 for all but files
     * @param attributes extended ones
     */
    void head(
            char type,
            byte[] name,
            byte[] target,
            long sizeBytes,
            FileStat stat,
            Map<String, byte[]> attributes)
            throws IOException {
        Map<String, byte[]> records = new LinkedHashMap<>();
        if (name.length > 100) {
            records.put("path", name);
        }
        if (target.length > 100) {
            records.put("linkpath", target);
        }
        number(records, "size", sizeBytes, OCTAL_11);
        number(records, "uid", stat.uid(), OCTAL_7);
        number(records, "gid", stat.gid(), OCTAL_7);
        if (stat.mtimeSeconds() < 0) {
            records.put("mtime", text(Long.toString(stat.mtimeSeconds())));
        }
        attributes.forEach((key, value) -> records.put("SCHILY.xattr." + key, value));
        if (!records.isEmpty()) {
            byte[] body = records(records);
            block('x', text("PaxHeaders.0/pax"), new byte[0], body.length, stat, 0);
            out.write(body);
            pad(body.length);
        }
        block(type, name, target, sizeBytes, stat, stat.permissions());
    }

    /** Fills a member's last block. */
    void pad(long sizeBytes) throws IOException {
        int rest = (int) (sizeBytes % BLOCK);
        if (rest != 0) {
            out.write(ZEROS, 0, BLOCK - rest);
        }
    }

    /** Ends the archive. */
    void end() throws IOException {
        out.write(ZEROS);
        out.write(ZEROS);
    }

    private void block(
            char type, byte[] name, byte[] target, long sizeBytes, FileStat stat, int mode)
            throws IOException {
        byte[] head = new byte[BLOCK];
        put(head, 0, 100, name);
        octal(head, 100, 8, mode);
        octal(head, 108, 8, Math.min(stat.uid(), OCTAL_7));
        octal(head, 116, 8, Math.min(stat.gid(), OCTAL_7));
        octal(head, 124, 12, Math.min(sizeBytes, OCTAL_11));
        octal(head, 136, 12, Math.clamp(stat.mtimeSeconds(), 0, OCTAL_11));
        Arrays.fill(head, 148, 156, (byte) ' ');
        head[156] = (byte) type;
        put(head, 157, 100, target);
        put(head, 257, 8, text("ustar\00000"));
        boolean device = type == CHAR_DEVICE || type == BLOCK_DEVICE;
        octal(head, 329, 8, device ? stat.major() : 0);
        octal(head, 337, 8, device ? stat.minor() : 0);
        int sum = 0;
        for (byte b : head) {
            sum += b & 0xff;
        }
        put(head, 148, 8, text(String.format("%06o\0 ", sum)));
        out.write(head);
    }

    private static void number(Map<String, byte[]> records, String key, long value, long fits) {
        if (value > fits) {
            records.put(key, text(Long.toString(value)));
        }
    }

    /** Each is its own length, a space, key=value and a newline. */
    private static byte[] records(Map<String, byte[]> records) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        records.forEach(
                (key, value) -> {
                    int rest = 3 + text(key).length + value.length;
                    int length = rest + Integer.toString(rest).length();
                    if (Integer.toString(length).length() > Integer.toString(rest).length()) {
                        length++;
                    }
                    body.writeBytes(text(length + " " + key + "="));
                    body.writeBytes(value);
                    body.write('\n');
                });
        return body.toByteArray();
    }

    private static void octal(byte[] head, int at, int width, long value) {
        String digits = Long.toOctalString(value);
        put(
                head,
                at,
                width - 1,
                text("0".repeat(Math.max(0, width - 1 - digits.length())) + digits));
    }

    private static void put(byte[] head, int at, int width, byte[] value) {
        System.arraycopy(value, 0, head, at, Math.min(width, value.length));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
