package dev.joey.stdio.log;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The times of log records: RFC 3339 with up to nine digits of a second, in UTC. */
final class RecordTime {
    /** The longest time that {@link #write} makes. */
    static final int LENGTH = 30;

    private RecordTime() {}

    /**
     * Writes a time without zeros at the end of its fraction, as Go's RFC3339Nano does.
     *
     * @param at of the years 0 to 9999
     * @return where the text ends
     */
    static int write(Instant at, byte[] target, int from) {
        int end = fixed(at, target, from) - 1;
        while (target[end - 1] == '0') {
            end--;
        }
        if (target[end - 1] == '.') {
            end--;
        }
        target[end] = 'Z';
        return end + 1;
    }

    /** Writes a time with all nine digits of its fraction: 30 bytes. */
    static int fixed(Instant at, byte[] target, int from) {
        LocalDateTime time = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
        int out = digits(time.getYear(), 4, target, from);
        target[out++] = '-';
        out = digits(time.getMonthValue(), 2, target, out);
        target[out++] = '-';
        out = digits(time.getDayOfMonth(), 2, target, out);
        target[out++] = 'T';
        out = digits(time.getHour(), 2, target, out);
        target[out++] = ':';
        out = digits(time.getMinute(), 2, target, out);
        target[out++] = ':';
        out = digits(time.getSecond(), 2, target, out);
        target[out++] = '.';
        out = digits(time.getNano(), 9, target, out);
        target[out++] = 'Z';
        return out;
    }

    private static int digits(int value, int count, byte[] target, int from) {
        int rest = value;
        for (int i = from + count - 1; i >= from; i--) {
            target[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return from + count;
    }

    /** Reads a time with any fraction and offset, as RFC 3339 allows; null if it is none. */
    static Instant parse(byte[] bytes, int from, int to) {
        if (to - from < 20 || bytes[from + 4] != '-' || bytes[from + 7] != '-') {
            return null;
        }
        int year = number(bytes, from, 4);
        int month = number(bytes, from + 5, 2);
        int day = number(bytes, from + 8, 2);
        int hour = number(bytes, from + 11, 2);
        int minute = number(bytes, from + 14, 2);
        int second = number(bytes, from + 17, 2);
        boolean shaped =
                (bytes[from + 10] | 0x20) == 't'
                        && bytes[from + 13] == ':'
                        && bytes[from + 16] == ':';
        boolean inRange =
                year >= 0
                        && month >= 1
                        && month <= 12
                        && day >= 1
                        && day <= 31
                        && hour >= 0
                        && hour <= 23
                        && minute >= 0
                        && minute <= 59
                        && second >= 0
                        && second <= 60;
        if (!shaped || !inRange) {
            return null;
        }
        int at = from + 19;
        long nanos = 0;
        if (bytes[at] == '.') {
            int digit = 100_000_000;
            for (at++; at < to && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
                nanos += (long) digit * (bytes[at] - '0');
                digit /= 10;
            }
        }
        int offset = offsetSeconds(bytes, at, to);
        if (offset == Integer.MIN_VALUE) {
            return null;
        }
        int lastDay = LocalDate.of(year, month, 1).lengthOfMonth();
        if (day > lastDay) {
            return null;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        long seconds = days * 86_400 + hour * 3_600L + minute * 60L + second - offset;
        return Instant.ofEpochSecond(seconds, nanos);
    }

    private static int offsetSeconds(byte[] bytes, int at, int to) {
        if (at + 1 == to && (bytes[at] | 0x20) == 'z') {
            return 0;
        }
        if (at + 6 != to || bytes[at + 3] != ':' || (bytes[at] != '+' && bytes[at] != '-')) {
            return Integer.MIN_VALUE;
        }
        int hours = number(bytes, at + 1, 2);
        int minutes = number(bytes, at + 4, 2);
        if (hours < 0 || minutes < 0) {
            return Integer.MIN_VALUE;
        }
        return (bytes[at] == '-' ? -1 : 1) * (hours * 3_600 + minutes * 60);
    }

    private static int number(byte[] bytes, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return -1;
            }
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }
}
