package dev.joey.stdio.log;

import java.time.Instant;

/**
 * Understands one record of the driver {@code local}, see {@link LocalEncoding}; fields that it
 * does not know are passed over. The bytes must stay as long as it is asked.
 */
final class LocalEntry {
    /** The length before and behind a record. */
    static final int FRAME = 4;

    /** A longer one is no record: 16 KiB of text, and generous metadata. */
    static final int MAX_BYTES = 1 << 20;

    private byte[] bytes;
    private int place;
    private int end;
    private boolean malformed;

    private int stream;
    private long nanos;
    private int lineFrom;
    private int lineTo;
    private boolean partial;
    private boolean last;

    /** The four bytes at a place, the highest first. */
    static int intAt(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }

    static void putInt(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 24);
        bytes[at + 1] = (byte) (value >> 16);
        bytes[at + 2] = (byte) (value >> 8);
        bytes[at + 3] = (byte) value;
    }

    /** Whether a record may have this length. */
    static boolean isLength(int length) {
        return length > 0 && length <= MAX_BYTES;
    }

    /**
     * Looks at a record without its frame.
     *
     * @return false if it is none
     */
    boolean scan(byte[] source, int from, int to) {
        bytes = source;
        place = from;
        end = to;
        malformed = false;
        stream = 0;
        nanos = 0;
        lineFrom = from;
        lineTo = from;
        partial = false;
        last = false;
        while (place < end && !malformed) {
            int tag = (int) varint();
            switch (tag) {
                case 0x0a -> {
                    int begin = begin();
                    stream = stream(begin, place);
                }
                case 0x10 -> nanos = varint();
                case 0x1a -> {
                    lineFrom = begin();
                    lineTo = place;
                }
                case 0x20 -> partial = varint() != 0;
                case 0x2a -> {
                    int begin = begin();
                    metadata(begin, place);
                }
                default -> skip(tag & 7);
            }
        }
        return !malformed && stream != 0;
    }

    /** Reads {@code last} of the metadata, which is there if it is true. */
    private void metadata(int from, int to) {
        int outer = end;
        int behind = place;
        place = from;
        end = to;
        while (place < end && !malformed) {
            int tag = (int) varint();
            if (tag == 0x08) {
                last = varint() != 0;
            } else {
                skip(tag & 7);
            }
        }
        end = outer;
        place = behind;
    }

    /** Where a field with a length begins; {@link #place} is then behind it. */
    private int begin() {
        long length = varint();
        int begin = place;
        if (length < 0 || length > end - place) {
            malformed = true;
            return begin;
        }
        place += (int) length;
        return begin;
    }

    private void skip(int wireType) {
        switch (wireType) {
            case 0 -> varint();
            case 1 -> advance(8);
            case 2 -> begin();
            case 5 -> advance(4);
            default -> malformed = true;
        }
    }

    private void advance(int count) {
        malformed |= count > end - place;
        place += count;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64 && place < end; shift += 7) {
            byte next = bytes[place++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        malformed = true;
        return 0;
    }

    private int stream(int from, int to) {
        if (to - from != 6 || bytes[from] != 's' || bytes[from + 1] != 't') {
            return 0;
        }
        return bytes[from + 3] == 'o' ? 1 : bytes[from + 3] == 'e' ? 2 : 0;
    }

    /** 1 or 2. */
    int stream() {
        return stream;
    }

    Instant at() {
        return Instant.ofEpochSecond(0, nanos);
    }

    /** Nanoseconds since 1970. */
    long nanos() {
        return nanos;
    }

    /** Whether the line ends with the record. */
    boolean endsLine() {
        return !partial || last;
    }

    /** The text, with a newline if the line ends, in an array of its own. */
    byte[] log() {
        int length = lineTo - lineFrom;
        byte[] text = new byte[endsLine() ? length + 1 : length];
        System.arraycopy(bytes, lineFrom, text, 0, length);
        if (endsLine()) {
            text[length] = '\n';
        }
        return text;
    }
}
