package dev.joey.container;

import dev.joey.error.EngineException.InvalidParameter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The filters of {@code POST /containers/prune}: {@code until}, {@code label}, {@code label!}.
 * Source: Docker Engine API 1.51, "ContainerPrune".
 */
final class PruneFilters {
    private static final Pattern UNIX = Pattern.compile("([0-9]{1,12})(?:\\.([0-9]{1,9}))?");
    private static final Pattern PIECE = Pattern.compile("([0-9]{1,9})(ms|h|m|s)");

    private PruneFilters() {}

    /**
     * Which containers to remove: those that do not run and match.
     *
     * @throws InvalidParameter for an unknown key or a time that is none
     */
    static Predicate<ContainerSummary> of(Map<String, List<String>> filters, Instant now) {
        for (String key : filters.keySet()) {
            if (!Set.of("until", "label", "label!").contains(key)) {
                throw new InvalidParameter("invalid filter '" + key + "'");
            }
        }
        List<String> times = filters.getOrDefault("until", List.of());
        if (times.size() > 1) {
            throw new InvalidParameter("more than one until filter specified");
        }
        Instant until = times.isEmpty() ? Instant.MAX : time(times.getFirst(), now);
        return container ->
                !ContainerStatus.active(container.state())
                        && !container.createdAt().isAfter(until)
                        && ContainerFilters.labels(filters, container.labels());
    }

    /** Seconds of the Unix epoch, a duration before now as {@code 1h30m}, or a date in UTC. */
    private static Instant time(String text, Instant now) {
        Matcher unix = UNIX.matcher(text);
        if (unix.matches()) {
            String nanos = unix.group(2) == null ? "0" : unix.group(2);
            return Instant.ofEpochSecond(
                    Long.parseLong(unix.group(1)),
                    Long.parseLong(nanos + "0".repeat(9 - nanos.length())));
        }
        if (text.matches("(?:" + PIECE.pattern() + ")+")) {
            Duration ago = Duration.ZERO;
            Matcher piece = PIECE.matcher(text);
            while (piece.find()) {
                long count = Long.parseLong(piece.group(1));
                ago =
                        ago.plus(
                                switch (piece.group(2)) {
                                    case "h" -> Duration.ofHours(count);
                                    case "m" -> Duration.ofMinutes(count);
                                    case "s" -> Duration.ofSeconds(count);
                                    default -> Duration.ofMillis(count);
                                });
            }
            return now.minus(ago);
        }
        try {
            return date(text);
        } catch (DateTimeException e) {
            throw new InvalidParameter("invalid filter 'until=" + text + "'", e);
        }
    }

    private static Instant date(String text) {
        if (!text.contains("T")) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        return text.matches(".*(?:Z|[+-][0-9]{2}:[0-9]{2})")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
}
