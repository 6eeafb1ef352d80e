package dev.joey.event;

import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Gives observers the journal, in order, without gap and without doubling: the rows are what is
 * read, the bus only says when to look. A slow observer costs nothing, since the rows wait.
 */
@ApplicationScoped
public class EventFeeds {
    /** The bus address on which each committed sequence is told. */
    static final String ADDRESS = "joey.events";

    private static final int PAGE = 256;

    private final EventRepository rows;
    private final EventBus bus;
    private final Clock clock;
    private final AtomicInteger open = new AtomicInteger();

    EventFeeds(EventRepository rows, EventBus bus, Clock clock) {
        this.rows = rows;
        this.bus = bus;
        this.clock = clock;
    }

    /**
     * Opens a feed.
     *
     * @param since the first time wanted; null for what comes from now on
     * @param until the last time wanted; null for no end
     */
    public Feed open(Instant since, Instant until, Predicate<EngineEvent> wanted) {
        return new Feed(since, until, wanted);
    }

    /** How many observers there are now. */
    public int observers() {
        return open.get();
    }

    /** One observer's place in the journal. */
    public final class Feed implements AutoCloseable {
        private final Semaphore nudges = new Semaphore(0);
        private final MessageConsumer<Long> consumer;
        private final Instant since;
        private final Instant until;
        private final Predicate<EngineEvent> wanted;
        private final Deque<EngineEvent> page = new ArrayDeque<>();
        private long last;
        private final AtomicBoolean counted = new AtomicBoolean(true);
        private volatile boolean closed;

        private Feed(Instant since, Instant until, Predicate<EngineEvent> wanted) {
            this.since = since;
            this.until = until;
            this.wanted = wanted;
            this.consumer = bus.localConsumer(ADDRESS, _ -> nudges.release());
            var _ = open.incrementAndGet();
            this.last = since == null ? rows.last() : rows.lastBefore(since);
        }

        /**
         * The next wanted event; waits for it. Null at the end: {@code until} is past, or the feed
         * is closed.
         */
        public EngineEvent next() throws InterruptedException {
            while (!closed) {
                EngineEvent event = page.poll();
                if (event == null) {
                    if (!fill()) {
                        return null;
                    }
                    continue;
                }
                last = event.sequence();
                if (until != null && event.at().isAfter(until)) {
                    return null;
                }
                boolean early = since != null && event.at().isBefore(since);
                if (!early && wanted.test(event)) {
                    return event;
                }
            }
            return null;
        }

        /** Reads the next page, waiting for one; false when the end is reached. */
        private boolean fill() throws InterruptedException {
            nudges.drainPermits();
            page.addAll(rows.after(last, PAGE));
            if (!page.isEmpty()) {
                return true;
            }
            Duration patience =
                    until == null
                            ? Duration.ofSeconds(30)
                            : Duration.between(clock.instant(), until);
            if (patience.isNegative()) {
                return false;
            }
            boolean _ = nudges.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        }

        /** Ends a wait in {@link #next}. */
        @Override
        public void close() {
            closed = true;
            if (counted.compareAndSet(true, false)) {
                var _ = open.decrementAndGet();
            }
            var _ = consumer.unregister();
            nudges.release();
        }
    }
}
