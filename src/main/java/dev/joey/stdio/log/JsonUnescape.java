package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The text of JSON strings, as Go's encoding/json reads them. */
final class JsonUnescape {
    private static final int REPLACEMENT = 0xfffd;

    private JsonUnescape() {}

    /**
     * Writes the text between two quotes into {@code target}, which has room for as many bytes and
     * {@link JsonText#SLACK} more: no escape is shorter than what it stands for.
     *
     * @return where the text ends
     */
    static int unescape(byte[] source, int from, int to, byte[] target, int at) {
        long backslashes = ByteScan.ONES * '\\';
        int in = from;
        int out = at;
        while (in < to) {
            if (in + 8 <= to) {
                long word = (long) ByteScan.WORDS.get(source, in);
                long found = ByteScan.zeros(word ^ backslashes);
                ByteScan.WORDS.set(target, out, word);
                int plain = found == 0 ? 8 : Long.numberOfTrailingZeros(found) >>> 3;
                in += plain;
                out += plain;
                if (found == 0) {
                    continue;
                }
            }
            byte value = source[in++];
            if (value != '\\' || in == to) {
                target[out++] = value;
                continue;
            }
            byte kind = source[in++];
            switch (kind) {
                case 'n' -> target[out++] = '\n';
                case 'r' -> target[out++] = '\r';
                case 't' -> target[out++] = '\t';
                case 'b' -> target[out++] = '\b';
                case 'f' -> target[out++] = '\f';
                case 'u' -> {
                    int code = hex(source, in, to);
                    in = Math.min(to, in + 4);
                    if (Character.isHighSurrogate((char) code)) {
                        int low =
                                in + 6 <= to && source[in] == '\\' && source[in + 1] == 'u'
                                        ? hex(source, in + 2, to)
                                        : 0;
                        if (Character.isLowSurrogate((char) low)) {
                            code = Character.toCodePoint((char) code, (char) low);
                            in += 6;
                        }
                    }
                    out = encode(code, target, out);
                }
                default -> target[out++] = kind;
            }
        }
        return out;
    }

    private static int hex(byte[] source, int from, int to) {
        if (from + 4 > to) {
            return REPLACEMENT;
        }
        int code = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(source[i], 16);
            if (digit < 0) {
                return REPLACEMENT;
            }
            code = (code << 4) | digit;
        }
        return code;
    }

    private static int encode(int code, byte[] target, int at) {
        int out = at;
        if (code < 0x80) {
            target[out++] = (byte) code;
        } else if (code < 0x800) {
            target[out++] = (byte) (0xc0 | (code >> 6));
            target[out++] = (byte) (0x80 | (code & 0x3f));
        } else if (code < 0x10000) {
            int whole = code >= 0xd800 && code <= 0xdfff ? REPLACEMENT : code;
            target[out++] = (byte) (0xe0 | (whole >> 12));
            target[out++] = (byte) (0x80 | ((whole >> 6) & 0x3f));
            target[out++] = (byte) (0x80 | (whole & 0x3f));
        } else {
            target[out++] = (byte) (0xf0 | (code >> 18));
            target[out++] = (byte) (0x80 | ((code >> 12) & 0x3f));
            target[out++] = (byte) (0x80 | ((code >> 6) & 0x3f));
            target[out++] = (byte) (0x80 | (code & 0x3f));
        }
        return out;
    }

    /** The members of an object whose values are strings; others are passed over. */
    static Map<String, String> stringMap(byte[] object) {
        Map<String, String> map = new LinkedHashMap<>();
        int next = 1;
        while (next < object.length) {
            int keyFrom = ByteScan.indexOf(object, next, object.length, (byte) '"') + 1;
            if (keyFrom == 0) {
                break;
            }
            int keyTo = ByteScan.closingQuote(object, keyFrom, object.length);
            int colon = keyTo < 0 ? -1 : ByteScan.indexOf(object, keyTo, object.length, (byte) ':');
            if (colon < 0) {
                break;
            }
            int value = colon + 1;
            while (value < object.length && JsonSkip.blank(object[value])) {
                value++;
            }
            next = JsonSkip.value(object, value, object.length);
            if (next < 0) {
                break;
            }
            if (object[value] == '"') {
                map.put(string(object, keyFrom, keyTo), string(object, value + 1, next - 1));
            }
        }
        return Collections.unmodifiableMap(map);
    }

    private static String string(byte[] source, int from, int to) {
        byte[] text = new byte[to - from + JsonText.SLACK];
        return new String(text, 0, unescape(source, from, to, text, 0), UTF_8);
    }
}
