package dev.joey.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * The words of a text of the kernel, one after the other, parted by blanks, colons, equals signs
 * and ends of lines. Makes no objects for numbers.
 */
final class Words {
    private final byte[] bytes;
    private final int end;
    private int from;
    private int to;
    private boolean newLine = true;

    Words(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** Moves to the next word; false at the end. */
    boolean next() {
        newLine = to == 0;
        int at = to;
        while (at < end && isGap(bytes[at])) {
            newLine |= bytes[at] == '\n';
            at++;
        }
        from = at;
        while (at < end && !isGap(bytes[at])) {
            at++;
        }
        to = at;
        return to > from;
    }

    /** Moves to the first word of the next line; false at the end. */
    boolean nextLine() {
        while (next()) {
            if (newLine) {
                return true;
            }
        }
        return false;
    }

    /** Whether the word is the first of its line. */
    boolean beginsLine() {
        return newLine;
    }

    /** Whether the word is made of digits. */
    boolean isNumber() {
        for (int at = from; at < to; at++) {
            if (bytes[at] < '0' || bytes[at] > '9') {
                return false;
            }
        }
        return to > from;
    }

    /** The word as a number; what is beyond 63 bits is {@link Long#MAX_VALUE}. */
    long number() {
        long number = 0;
        for (int at = from; at < to; at++) {
            int digit = bytes[at] - '0';
            if (number > (Long.MAX_VALUE - digit) / 10) {
                return Long.MAX_VALUE;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** Moves on and takes the number there; 0 if there is none. */
    long nextNumber() {
        return next() && isNumber() ? number() : 0;
    }

    /** Whether the word is this one, in ASCII. */
    boolean is(String word) {
        int length = word.length();
        if (to - from != length) {
            return false;
        }
        for (int at = 0; at < length; at++) {
            if (bytes[from + at] != word.charAt(at)) {
                return false;
            }
        }
        return true;
    }

    /** The word. */
    String text() {
        return new String(bytes, from, to - from, ISO_8859_1);
    }

    private static boolean isGap(byte value) {
        return value <= ' ' || value == ':' || value == '=';
    }
}
