package dev.joey.db;

import dev.joey.error.EngineException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.function.Supplier;

/** Transactions by JTA on SQLite's one writer. */
@ApplicationScoped
class DurableTransactions implements Transactions {
    @Override
    public <T> T call(Supplier<T> work) {
        try {
            return QuarkusTransaction.joiningExisting().call(work::get);
        } catch (EngineException e) {
            throw e;
        } catch (RuntimeException e) {
            throw translated(e);
        }
    }

    /** SQLite's own words say what is wrong with the disk; all wrapping is left away. */
    private static RuntimeException translated(RuntimeException failure) {
        return switch (root(failure)) {
            case EngineException known -> known;
            case SQLException sql ->
                    new EngineException.Unavailable(
                            "cannot write metadata: " + sql.getMessage(), failure);
            case null, default -> failure;
        };
    }

    /**
     * The one that tells something, or null. A commit that fails is suppressed by the transaction
     * manager's own exception instead of being its cause.
     */
    private static Throwable root(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EngineException || cause instanceof SQLException) {
                return cause;
            }
            for (Throwable suppressed : cause.getSuppressed()) {
                Throwable root = root(suppressed);
                if (root != null) {
                    return root;
                }
            }
        }
        return null;
    }
}
