package dev.joey.stdio.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Searches in byte arrays, eight bytes at a time. The tests for a byte in a word are exact for the
 * lowest byte they flag, which is the only one that is used.
 */
final class ByteScan {
    /** Eight bytes of an array as a number, the first byte lowest. */
    static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    static final long ONES = 0x0101010101010101L;
    static final long HIGHS = 0x8080808080808080L;

    private ByteScan() {}

    /** Flags, by their high bit, the bytes of {@code word} that are zero. */
    static long zeros(long word) {
        return (word - ONES) & ~word & HIGHS;
    }

    /** The first place of {@code wanted} in {@code [from, to)}, or -1. */
    static int indexOf(byte[] bytes, int from, int to, byte wanted) {
        long pattern = ONES * (wanted & 0xff);
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long found = zeros((long) WORDS.get(bytes, at) ^ pattern);
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; at < to; at++) {
            if (bytes[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    /** The last place of {@code wanted} in {@code [from, to)}, or -1. */
    static int lastIndexOf(byte[] bytes, int from, int to, byte wanted) {
        for (int at = to - 1; at >= from; at--) {
            if (bytes[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    /** The place of the quote that ends a JSON string whose text begins at {@code from}, or -1. */
    static int closingQuote(byte[] bytes, int from, int to) {
        long quotes = ONES * '"';
        long backslashes = ONES * '\\';
        int at = from;
        while (at < to) {
            if (at + 8 <= to) {
                long word = (long) WORDS.get(bytes, at);
                long found = zeros(word ^ quotes) | zeros(word ^ backslashes);
                if (found == 0) {
                    at += 8;
                    continue;
                }
                at += Long.numberOfTrailingZeros(found) >>> 3;
            }
            if (bytes[at] == '"') {
                return at;
            }
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return -1;
    }

    /** How many times {@code wanted} is in {@code [from, to)}. */
    static long count(byte[] bytes, int from, int to, byte wanted) {
        long count = 0;
        for (int at = from; at < to; at++) {
            count += bytes[at] == wanted ? 1 : 0;
        }
        return count;
    }
}
