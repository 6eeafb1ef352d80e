package dev.joey.exec;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the execs from growing in number for ever: those that ended go some minutes after somebody
 * looked, or after an hour if nobody does.
 */
@ApplicationScoped
class ExecRetention {
    /** After the first look at an exec that has ended. */
    private static final Duration LOOKED_AT = Duration.ofMinutes(5);

    private static final Duration NEVER_LOOKED_AT = Duration.ofHours(1);
    private static final Duration NEVER_STARTED = Duration.ofDays(1);

    /** When an ended exec was first looked at. Lost with the daemon: then the hour counts. */
    private final Map<ExecId, Instant> looks = new ConcurrentHashMap<>();

    private final ExecRepository rows;
    private final Clock clock;

    ExecRetention(ExecRepository rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** Somebody saw how it ended. */
    void lookedAt(ExecId id) {
        var _ = looks.putIfAbsent(id, clock.instant());
    }

    @Scheduled(every = "1m", delayed = "1m")
    void sweep() {
        Instant now = clock.instant();
        List<ExecId> seen =
                looks.entrySet().stream()
                        .filter(look -> !look.getValue().isAfter(now.minus(LOOKED_AT)))
                        .map(Map.Entry::getKey)
                        .toList();
        if (!seen.isEmpty()) {
            rows.delete(seen);
            seen.forEach(looks::remove);
        }
        rows.deleteOld(now.minus(NEVER_LOOKED_AT), now.minus(NEVER_STARTED));
    }
}
