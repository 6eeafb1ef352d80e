package dev.joey.http;

import dev.joey.error.EngineException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Times as {@code since} and {@code until} of logs, events and prunes may give them: unix seconds
 * with an optional fraction, RFC 3339 down to the bare date and with or without a zone, or a Go
 * duration back from now. Source: api/types/time of Docker.
 */
public final class TimeParameter {
    private static final Pattern UNIX = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{0,18})?");

    private static final DateTimeFormatter RFC3339 =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-MM-dd['T'HH[:mm[:ss]]]")
                    .optionalStart()
                    .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                    .optionalEnd()
                    .optionalStart()
                    .appendOffset("+HH:MM", "Z")
                    .optionalEnd()
                    .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                    .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                    .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
                    .toFormatter(Locale.ROOT);

    private TimeParameter() {}

    /**
     * Reads one.
     *
     * @param text null or empty is absent
     * @param now what durations count back from
     * @param zone of times that name none
     * @throws EngineException.InvalidParameter if it is none of the forms
     */
    public static Optional<Instant> parse(String text, Instant now, ZoneId zone) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        String value = text.strip();
        Optional<Duration> ago = value.equals("0") ? Optional.empty() : GoDuration.parse(value);
        try {
            if (ago.isPresent()) {
                return Optional.of(now.minus(ago.get()));
            }
            if (UNIX.matcher(value).matches()) {
                return Optional.of(unix(value));
            }
            return Optional.of(rfc3339(value, zone));
        } catch (DateTimeException | ArithmeticException e) {
            throw new EngineException.InvalidParameter(
                    "failed to parse value as time or duration: \"" + value + "\"", e);
        }
    }

    private static Instant unix(String value) {
        BigDecimal seconds = new BigDecimal(value.endsWith(".") ? value + "0" : value);
        BigDecimal nanos = seconds.movePointRight(9);
        BigInteger[] parts = nanos.toBigInteger().divideAndRemainder(BigInteger.TEN.pow(9));
        return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
    }

    private static Instant rfc3339(String value, ZoneId zone) {
        // A zone right behind a bare date is Docker's own form; it is read as that day's midnight.
        TemporalAccessor parsed =
                RFC3339.parseBest(
                        value.replace('z', 'Z').replace('t', 'T'),
                        OffsetDateTime::from,
                        LocalDateTime::from);
        return switch (parsed) {
            case OffsetDateTime exact -> exact.toInstant();
            case LocalDateTime local -> local.atZone(zone).toInstant();
            default -> throw new DateTimeException("no time: " + value);
        };
    }

    /** An instant as Docker's clients send it: unix seconds and nine digits. */
    public static String format(Instant time) {
        return "%d.%09d".formatted(time.getEpochSecond(), time.getNano());
    }

    /** {@link #parse(String, Instant, ZoneId)} from the present, in the host's zone. */
    public static Optional<Instant> parse(String text) {
        return parse(text, Instant.now(), ZoneId.systemDefault());
    }
}
