package dev.joey.db;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Times as the columns of the database hold them: nanoseconds since 1970-01-01T00:00:00Z. */
public final class StoredTime {
    private StoredTime() {}

    /** The column of a time. */
    public static long nanos(Instant at) {
        return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
    }

    /** The time of a column. */
    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }
}
