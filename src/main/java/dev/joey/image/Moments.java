package dev.joey.image;

import dev.joey.error.EngineException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Points in time as users of Docker's API write them. Source: Docker's reference on {@code --until}
 * and {@code --since}: Unix times, RFC 3339 times or their beginnings, and Go durations before now.
 */
final class Moments {
    private static final Pattern UNIX = Pattern.compile("-?[0-9]{1,15}(?:\\.[0-9]{1,9})?");
    private static final Pattern DURATION =
            Pattern.compile("[+-]?(?:[0-9]*\\.?[0-9]+(?:ns|us|\u00b5s|ms|s|m|h))+");
    private static final Pattern DURATION_PART =
            Pattern.compile("([0-9]*\\.?[0-9]+)(ns|us|\u00b5s|ms|s|m|h)");

    private Moments() {}

    /**
     * Reads a point in time.
     *
     * @param zone of times that name none
     * @throws EngineException.InvalidParameter if it is none
     */
    static Instant parse(String text, Instant now, ZoneId zone) {
        try {
            if (UNIX.matcher(text).matches()) {
                BigDecimal seconds = new BigDecimal(text);
                long whole = seconds.longValue();
                long nanos =
                        seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
                return Instant.ofEpochSecond(whole, nanos);
            }
            if (DURATION.matcher(text).matches()) {
                return now.minus(duration(text));
            }
            return calendar(text, zone);
        } catch (DateTimeException | ArithmeticException e) {
            throw new EngineException.InvalidParameter(
                    "failed to parse value as time or duration: \"" + text + "\"", e);
        }
    }

    private static Instant calendar(String text, ZoneId zone) {
        if (text.length() == "2006-01-02".length()) {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        }
        if (text.length() == "2006-01-02T15".length()) {
            return LocalDateTime.parse(text + ":00").atZone(zone).toInstant();
        }
        boolean hasZone = text.endsWith("Z") || text.lastIndexOf('-') > 10 || text.contains("+");
        return hasZone
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(zone).toInstant();
    }

    private static Duration duration(String text) {
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher parts = DURATION_PART.matcher(text);
        while (parts.find()) {
            long unit =
                    switch (parts.group(2)) {
                        case "ns" -> 1L;
                        case "us", "\u00b5s" -> 1_000L;
                        case "ms" -> 1_000_000L;
                        case "s" -> 1_000_000_000L;
                        case "m" -> 60_000_000_000L;
                        default -> 3_600_000_000_000L;
                    };
            nanos = nanos.add(new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit)));
        }
        Duration duration = Duration.ofNanos(nanos.toBigInteger().longValueExact());
        return text.startsWith("-") ? duration.negated() : duration;
    }
}
