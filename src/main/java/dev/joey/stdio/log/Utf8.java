package dev.joey.stdio.log;

/** UTF-8 as Go reads it (Unicode 15, table 3-7): each byte of a bad sequence is bad by itself. */
final class Utf8 {
    private Utf8() {}

    /**
     * The length of the sequence that begins at {@code at} with a byte over 0x7f: 2 to 4, or 0 if
     * it is not whole and valid.
     */
    static int sequence(byte[] bytes, int at, int to) {
        int length = length(bytes[at]);
        if (length == 0 || at + length > to || !secondFits(bytes[at], bytes[at + 1])) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if (!continues(bytes[i])) {
                return 0;
            }
        }
        return length;
    }

    /**
     * How many bytes at the end of {@code [from, to)} begin a sequence that may become valid with
     * what comes: 0 to 3.
     */
    static int unfinished(byte[] bytes, int from, int to) {
        for (int back = 1; back <= 3 && to - back >= from; back++) {
            byte first = bytes[to - back];
            if (continues(first)) {
                continue;
            }
            boolean begun = length(first) > back;
            return begun && (back == 1 || secondFits(first, bytes[to - back + 1])) ? back : 0;
        }
        return 0;
    }

    private static boolean continues(byte value) {
        return (value & 0xc0) == 0x80;
    }

    private static int length(byte first) {
        int value = first & 0xff;
        if (value < 0xc2 || value > 0xf4) {
            return 0;
        }
        return value < 0xe0 ? 2 : value < 0xf0 ? 3 : 4;
    }

    /** Rules out over-long forms, surrogates, and code points over U+10FFFF. */
    private static boolean secondFits(byte first, byte second) {
        int value = second & 0xff;
        return switch (first & 0xff) {
            case 0xe0 -> value >= 0xa0 && value <= 0xbf;
            case 0xed -> value >= 0x80 && value <= 0x9f;
            case 0xf0 -> value >= 0x90 && value <= 0xbf;
            case 0xf4 -> value >= 0x80 && value <= 0x8f;
            default -> continues(second);
        };
    }
}
