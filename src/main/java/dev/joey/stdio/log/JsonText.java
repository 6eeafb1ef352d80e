package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * Text as JSON strings, byte for byte as dockerd's json-file driver writes it: the log with short
 * escapes for quote, backslash, newline and carriage return alone, the attributes as Go's
 * encoding/json writes a map.
 */
final class JsonText {
    /** The most bytes that one byte of input becomes. */
    static final int GROWTH = 6;

    /** Bytes beyond the text that {@link #escape} may touch at the end of its target. */
    static final int SLACK = 8;

    private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);
    private static final byte[] REPLACEMENT = "\\ufffd".getBytes(UTF_8);

    private JsonText() {}

    /**
     * Writes {@code source[from, to)} into {@code target} from {@code at} on, which must have room
     * for {@link #GROWTH} times the length and {@link #SLACK}.
     *
     * @return where the written text ends
     */
    static int escape(byte[] source, int from, int to, byte[] target, int at) {
        int in = from;
        int out = at;
        while (in < to) {
            if (in + 8 <= to) {
                long word = (long) ByteScan.WORDS.get(source, in);
                long special = special(word);
                ByteScan.WORDS.set(target, out, word);
                if (special == 0) {
                    in += 8;
                    out += 8;
                    continue;
                }
                int plain = Long.numberOfTrailingZeros(special) >>> 3;
                in += plain;
                out += plain;
            }
            byte value = source[in];
            if (value >= 0) {
                out = ascii(value, target, out);
                in++;
                continue;
            }
            do {
                int length = Utf8.sequence(source, in, to);
                out = beyondAscii(source, in, length, target, out);
                in += Math.max(length, 1);
            } while (in < to && source[in] < 0);
        }
        return out;
    }

    /** Flags the bytes that are not written as they are: control, {@code " & < > \}, over 0x7f. */
    private static long special(long word) {
        long controls = (word - ByteScan.ONES * 0x20) & ~word & ByteScan.HIGHS;
        long quoteAnd = ByteScan.zeros((word | (ByteScan.ONES * 4)) ^ (ByteScan.ONES * '&'));
        long angles = ByteScan.zeros((word | (ByteScan.ONES * 2)) ^ (ByteScan.ONES * '>'));
        long backslashes = ByteScan.zeros(word ^ (ByteScan.ONES * '\\'));
        return controls | quoteAnd | angles | backslashes | (word & ByteScan.HIGHS);
    }

    private static int ascii(byte value, byte[] target, int at) {
        int out = at;
        switch (value) {
            case '"', '\\' -> {
                target[out++] = '\\';
                target[out++] = value;
            }
            case '\n' -> {
                target[out++] = '\\';
                target[out++] = 'n';
            }
            case '\r' -> {
                target[out++] = '\\';
                target[out++] = 'r';
            }
            default -> {
                if (value < 0x20 || value == '<' || value == '>' || value == '&') {
                    out = unicode(value, target, out);
                } else {
                    target[out++] = value;
                }
            }
        }
        return out;
    }

    private static int beyondAscii(byte[] source, int in, int length, byte[] target, int at) {
        if (length == 0) {
            System.arraycopy(REPLACEMENT, 0, target, at, REPLACEMENT.length);
            return at + REPLACEMENT.length;
        }
        boolean separator =
                length == 3
                        && source[in] == (byte) 0xe2
                        && source[in + 1] == (byte) 0x80
                        && (source[in + 2] & 0xfe) == 0xa8;
        if (separator) {
            return unicode(0x2028 | (source[in + 2] & 1), target, at);
        }
        for (int i = 0; i < length; i++) {
            target[at + i] = source[in + i];
        }
        return at + length;
    }

    private static int unicode(int code, byte[] target, int at) {
        target[at] = '\\';
        target[at + 1] = 'u';
        for (int i = 0; i < 4; i++) {
            target[at + 2 + i] = HEX[(code >> (12 - 4 * i)) & 0xf];
        }
        return at + 6;
    }

    /** The map as a JSON object with its keys in order. */
    static byte[] object(Map<String, String> map) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String before = "{";
        for (Map.Entry<String, String> entry : new TreeMap<>(map).entrySet()) {
            out.writeBytes(before.getBytes(UTF_8));
            out.writeBytes(string(entry.getKey()));
            out.write(':');
            out.writeBytes(string(entry.getValue()));
            before = ",";
        }
        out.writeBytes((map.isEmpty() ? "{}" : "}").getBytes(UTF_8));
        return out.toByteArray();
    }

    /** Go 1.22 and later write tab, backspace and form feed short, unlike the log's own writer. */
    private static byte[] string(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints()
                .forEach(
                        code -> {
                            switch (code) {
                                case '"' -> out.append("\\\"");
                                case '\\' -> out.append("\\\\");
                                case '\n' -> out.append("\\n");
                                case '\r' -> out.append("\\r");
                                case '\t' -> out.append("\\t");
                                case '\b' -> out.append("\\b");
                                case '\f' -> out.append("\\f");
                                case '<', '>', '&', 0x2028, 0x2029 -> unicode(code, out);
                                default -> {
                                    if (code < 0x20) {
                                        unicode(code, out);
                                    } else if (code >= 0xd800 && code <= 0xdfff) {
                                        out.append("\\ufffd");
                                    } else {
                                        out.appendCodePoint(code);
                                    }
                                }
                            }
                        });
        return out.append('"').toString().getBytes(UTF_8);
    }

    private static void unicode(int code, StringBuilder out) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append((char) HEX[(code >> shift) & 0xf]);
        }
    }
}
