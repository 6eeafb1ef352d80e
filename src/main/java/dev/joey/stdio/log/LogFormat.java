package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.joey.stdio.Logs.LogLine;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The text of log lines as the API sends it ({@code GET /containers/{id}/logs}, parameters {@code
 * timestamps} and {@code details}), without framing. One object per answer: the records that a long
 * line was split into get one prefix, at the line's beginning, where dockerd puts one into the
 * middle of the line at each record.
 */
public final class LogFormat {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(UTF_8);

    private final boolean timestamps;
    private final boolean details;

    /** By stream the time of an unfinished line, else null. */
    private final Instant[] unfinished = new Instant[3];

    private Map<String, String> lastAttributes = Map.of();
    private byte[] lastDetails = {' '};

    /**
     * @param timestamps begins each line with its time in UTC, always with nine digits of a second
     * @param details puts before the text the line's attributes: {@code key=value,key2=value2} and
     *     a space, in order of keys, escaped as in a URL's query; the space alone if there are none
     */
    public LogFormat(boolean timestamps, boolean details) {
        this.timestamps = timestamps;
        this.details = details;
    }

    /** The bytes to send for the next line; the line's own when nothing is put before it. */
    public byte[] format(LogLine line) {
        byte[] text = line.bytes();
        boolean continues = line.at().equals(unfinished[line.stream()]);
        boolean ends = text.length > 0 && text[text.length - 1] == '\n';
        unfinished[line.stream()] = ends ? null : line.at();
        if (continues || !(timestamps || details)) {
            return text;
        }
        byte[] attributes = details ? details(line.attributes()) : new byte[0];
        int time = timestamps ? RecordTime.LENGTH + 1 : 0;
        byte[] formatted = new byte[time + attributes.length + text.length];
        if (timestamps) {
            formatted[RecordTime.fixed(line.at(), formatted, 0)] = ' ';
        }
        System.arraycopy(attributes, 0, formatted, time, attributes.length);
        System.arraycopy(text, 0, formatted, time + attributes.length, text.length);
        return formatted;
    }

    private byte[] details(Map<String, String> attributes) {
        if (!attributes.equals(lastAttributes)) {
            StringBuilder text = new StringBuilder();
            new TreeMap<>(attributes)
                    .forEach(
                            (key, value) -> {
                                text.append(text.isEmpty() ? "" : ",");
                                queryEscape(key, text);
                                text.append('=');
                                queryEscape(value, text);
                            });
            lastDetails = text.append(' ').toString().getBytes(UTF_8);
            lastAttributes = attributes;
        }
        return lastDetails;
    }

    /** As Go's url.QueryEscape: RFC 3986's unreserved characters stay, a space becomes a plus. */
    private static void queryEscape(String text, StringBuilder out) {
        for (byte value : text.getBytes(UTF_8)) {
            boolean letter = (value | 0x20) >= 'a' && (value | 0x20) <= 'z';
            boolean digit = value >= '0' && value <= '9';
            if (letter || digit || "-_.~".indexOf(value) >= 0) {
                out.append((char) value);
            } else if (value == ' ') {
                out.append('+');
            } else {
                out.append('%')
                        .append((char) HEX[(value >> 4) & 0xf])
                        .append((char) HEX[value & 0xf]);
            }
        }
    }
}
