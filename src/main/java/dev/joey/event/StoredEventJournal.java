package dev.joey.event;

import dev.joey.db.Transactions;
import io.vertx.core.eventbus.EventBus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.util.Map;

/** The journal as rows; each is made known on the event bus once its transaction is committed. */
@ApplicationScoped
class StoredEventJournal implements EventJournal {
    private final EventRepository rows;
    private final Transactions writer;
    private final TransactionSynchronizationRegistry transactions;
    private final EventBus bus;
    private final Clock clock;

    StoredEventJournal(
            EventRepository rows,
            Transactions writer,
            TransactionSynchronizationRegistry transactions,
            EventBus bus,
            Clock clock) {
        this.rows = rows;
        this.writer = writer;
        this.transactions = transactions;
        this.bus = bus;
        this.clock = clock;
    }

    @Override
    public void append(String type, String action, String actorId, Map<String, String> attributes) {
        boolean joined = transactions.getTransactionStatus() == Status.STATUS_ACTIVE;
        EngineEvent event =
                writer.call(() -> rows.insert(clock.instant(), type, action, actorId, attributes));
        if (joined) {
            transactions.registerInterposedSynchronization(new AfterCommit(event));
        } else {
            publish(event);
        }
    }

    private void publish(EngineEvent event) {
        bus.publish(EventFeeds.ADDRESS, event.sequence());
    }

    private final class AfterCommit implements Synchronization {
        private final EngineEvent event;

        AfterCommit(EngineEvent event) {
            this.event = event;
        }

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                publish(event);
            }
        }
    }
}
