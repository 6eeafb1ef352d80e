package dev.joey.event;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Keeps the journal from growing for ever. */
@ApplicationScoped
class EventRetention {
    /**
     * Docker keeps 256 events in memory; a year of a busy CI host fits in this many rows (about 400
     * MB).
     */
    private static final long KEPT_ROWS = 1_000_000;

    private final EventRepository rows;

    EventRetention(EventRepository rows) {
        this.rows = rows;
    }

    @Scheduled(every = "1h", delayed = "10m")
    void trim() {
        int _ = rows.trim(KEPT_ROWS);
    }
}
