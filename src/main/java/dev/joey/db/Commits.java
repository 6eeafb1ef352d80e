package dev.joey.db;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.TransactionScoped;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what was written: as long as the count stays, what was read stays true. It is counted
 * after a commit and before who asked for it hears of it; so whoever knows of a change never reads
 * what was before it. The daemon is the only writer of its database.
 */
@ApplicationScoped
public class Commits {
    private final AtomicLong ended = new AtomicLong();

    /** How many transactions have ended, whichever way. To be read before the rows are. */
    public long count() {
        return ended.get();
    }

    void happened(@Observes @Destroyed(TransactionScoped.class) Object transaction) {
        ended.incrementAndGet();
    }
}
