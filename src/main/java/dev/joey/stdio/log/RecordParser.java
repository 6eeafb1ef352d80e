package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * Reads records of the json-file format, one line at a time, with keys in any order and unknown
 * keys passed over. {@link #scan} finds the parts; the other methods then make values of them, as
 * long as the line's bytes stay.
 */
final class RecordParser {
    /** A longer line is no record: 16 KiB of text, all escaped, and generous attributes. */
    static final int MAX_LINE_BYTES = 4 << 20;

    private static final long LOG_KEY = word("{\"log\":\"");
    private static final long STDOUT = word("stdout\0\0");
    private static final long STDERR = word("stderr\0\0");
    private static final long STREAM_MASK = 0xffff_ffff_ffffL;
    private static final byte[] NO_BYTES = new byte[0];

    private byte[] line;
    private int end;
    private int stream;
    private int logFrom;
    private int logTo;
    private int attrsFrom;
    private int attrsTo;
    private Instant at;

    private byte[] lastTime = NO_BYTES;
    private Instant lastInstant;
    private byte[] lastAttrs = NO_BYTES;
    private Map<String, String> attributes = Map.of();
    private byte[] text = new byte[1024];

    private static long word(String eight) {
        return (long) ByteScan.WORDS.get(eight.getBytes(UTF_8), 0);
    }

    /**
     * Looks at a line without its newline.
     *
     * @return false if it is no record
     */
    boolean scan(byte[] bytes, int from, int to) {
        line = bytes;
        end = to;
        stream = 0;
        logFrom = from;
        logTo = from;
        attrsFrom = from;
        attrsTo = from;
        at = null;
        int next;
        if (to - from > 8 && (long) ByteScan.WORDS.get(bytes, from) == LOG_KEY) {
            logFrom = from + 8;
            logTo = ByteScan.closingQuote(bytes, logFrom, to);
            next = logTo < 0 ? -1 : logTo + 1;
        } else {
            int open = blanks(from);
            if (open >= to || bytes[open] != '{') {
                return false;
            }
            next = open;
        }
        while (next >= 0) {
            next = blanks(next);
            if (next >= to) {
                return false;
            }
            byte separator = bytes[next];
            if (separator == '}') {
                return blanks(next + 1) == to && stream != 0 && at != null;
            }
            next = separator == ',' || separator == '{' ? member(blanks(next + 1)) : -1;
        }
        return false;
    }

    /** Reads a key and its value; answers where the value ends, -1 if it is malformed. */
    private int member(int from) {
        if (from >= end || line[from] != '"') {
            return -1;
        }
        int keyFrom = from + 1;
        int keyTo = ByteScan.closingQuote(line, keyFrom, end);
        int colon = keyTo < 0 ? end : blanks(keyTo + 1);
        if (colon >= end || line[colon] != ':') {
            return -1;
        }
        int value = blanks(colon + 1);
        int valueEnd = JsonSkip.value(line, value, end);
        if (valueEnd < 0) {
            return -1;
        }
        boolean string = line[value] == '"';
        if (string && keyIs("log", keyFrom, keyTo)) {
            logFrom = value + 1;
            logTo = valueEnd - 1;
        } else if (string && keyIs("stream", keyFrom, keyTo)) {
            stream = stream(value + 1, valueEnd - 1);
        } else if (string && keyIs("time", keyFrom, keyTo)) {
            at = time(value + 1, valueEnd - 1);
        } else if (line[value] == '{' && keyIs("attrs", keyFrom, keyTo)) {
            attrsFrom = value;
            attrsTo = valueEnd;
        }
        return valueEnd;
    }

    private int blanks(int from) {
        int next = from;
        while (next < end && JsonSkip.blank(line[next])) {
            next++;
        }
        return next;
    }

    private boolean keyIs(String name, int from, int to) {
        if (to - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (line[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int stream(int from, int to) {
        if (to - from != 6 || from + 8 > line.length) {
            return 0;
        }
        long name = (long) ByteScan.WORDS.get(line, from) & STREAM_MASK;
        return name == STDOUT ? 1 : name == STDERR ? 2 : 0;
    }

    /** Many records in a row have one time. */
    private Instant time(int from, int to) {
        if (lastInstant != null && Arrays.equals(line, from, to, lastTime, 0, lastTime.length)) {
            return lastInstant;
        }
        Instant time = RecordTime.parse(line, from, to);
        if (time != null) {
            lastTime = Arrays.copyOfRange(line, from, to);
            lastInstant = time;
        }
        return time;
    }

    /** 1 or 2. */
    int stream() {
        return stream;
    }

    Instant at() {
        return at;
    }

    /** Whether the text ends with a newline. */
    boolean endsLine() {
        int length = logTo - logFrom;
        boolean shortForm = length >= 2 && line[logTo - 1] == 'n' && escapes(logTo - 2);
        return shortForm || (length >= 6 && isUnicodeNewline(logTo - 6) && escapes(logTo - 6));
    }

    private boolean isUnicodeNewline(int from) {
        return line[from + 1] == 'u'
                && line[from + 2] == '0'
                && line[from + 3] == '0'
                && line[from + 4] == '0'
                && (line[from + 5] | 0x20) == 'a';
    }

    /** Whether the backslash at {@code place} begins an escape and is not itself escaped. */
    private boolean escapes(int place) {
        int first = place;
        while (first >= logFrom && line[first] == '\\') {
            first--;
        }
        return (place - first) % 2 == 1;
    }

    /** The text of the record, in an array of its own. */
    byte[] log() {
        int most = logTo - logFrom + JsonText.SLACK;
        if (text.length < most) {
            text = new byte[Math.max(most, text.length * 2)];
        }
        int count = JsonUnescape.unescape(line, logFrom, logTo, text, 0);
        return Arrays.copyOf(text, count);
    }

    /** The attributes; the same map as before if they did not change. */
    Map<String, String> attributes() {
        if (attrsFrom == attrsTo) {
            return Map.of();
        }
        if (!Arrays.equals(line, attrsFrom, attrsTo, lastAttrs, 0, lastAttrs.length)) {
            lastAttrs = Arrays.copyOfRange(line, attrsFrom, attrsTo);
            attributes = JsonUnescape.stringMap(lastAttrs);
        }
        return attributes;
    }
}
