package dev.joey.stdio.log;

/** Passes over JSON values without making anything of them; lenient about what is inside. */
final class JsonSkip {
    private JsonSkip() {}

    /** Where the value at {@code from} ends, or -1. */
    static int value(byte[] bytes, int from, int to) {
        if (from >= to) {
            return -1;
        }
        return switch (bytes[from]) {
            case '"' -> {
                int quote = ByteScan.closingQuote(bytes, from + 1, to);
                yield quote < 0 ? -1 : quote + 1;
            }
            case '{', '[' -> nested(bytes, from, to);
            default -> {
                int next = from;
                while (next < to && scalar(bytes[next])) {
                    next++;
                }
                yield next == from ? -1 : next;
            }
        };
    }

    private static int nested(byte[] bytes, int from, int to) {
        int depth = 0;
        int next = from;
        while (next < to) {
            switch (bytes[next]) {
                case '"' -> {
                    next = ByteScan.closingQuote(bytes, next + 1, to);
                    if (next < 0) {
                        return -1;
                    }
                }
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {
                    // numbers, words, colons and commas
                }
            }
            next++;
            if (depth == 0) {
                return next;
            }
        }
        return -1;
    }

    private static boolean scalar(byte value) {
        return (value >= '0' && value <= '9')
                || (value >= 'a' && value <= 'z')
                || (value >= 'A' && value <= 'Z')
                || value == '-'
                || value == '+'
                || value == '.';
    }

    static boolean blank(byte value) {
        return value == ' ' || value == '\t' || value == '\r' || value == '\n';
    }
}
