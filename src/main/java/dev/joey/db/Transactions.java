package dev.joey.db;

import java.util.function.Supplier;

/** One transaction of the metadata database: all of it is stored durably, or nothing. */
public interface Transactions {
    /**
     * Runs {@code work} in the present transaction, or in a new one that is committed, durably,
     * before this returns.
     *
     * @throws dev.joey.error.EngineException.Unavailable if the database cannot be written: disk
     *     full, read-only, busy
     */
    <T> T call(Supplier<T> work);

    /** {@link #call} without a result. */
    default void run(Runnable work) {
        Object _ =
                call(
                        () -> {
                            work.run();
                            return null;
                        });
    }
}
