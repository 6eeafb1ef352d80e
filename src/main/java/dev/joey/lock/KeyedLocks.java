package dev.joey.lock;

import dev.joey.error.EngineException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One mutex per key, made on first use and dropped when the last holder or waiter leaves. Safe for
 * virtual threads; not reentrant on purpose, so that a nested acquire of one key is found by its
 * test.
 *
 * @param <K> the key; compared with {@code equals}
 */
public final class KeyedLocks<K> {
    private final ConcurrentHashMap<K, Entry> entries = new ConcurrentHashMap<>();

    /**
     * Waits for the lock of {@code key}.
     *
     * @param patience the longest wait
     * @return the hold; closing it, by the same thread, releases the lock
     * @throws EngineException.Unavailable if the lock was not free within {@code patience}, or the
     *     thread was interrupted
     */
    public Hold acquire(K key, Duration patience) {
        Entry entry =
                entries.compute(
                        key, (_, present) -> (present == null ? new Entry() : present).join());
        boolean held = false;
        try {
            held =
                    !entry.lock.isHeldByCurrentThread()
                            && entry.lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable("interrupted while waiting for " + key, e);
        } finally {
            if (!held) {
                leave(key);
            }
        }
        if (!held) {
            throw new EngineException.Unavailable(key + " is busy", null);
        }
        return () -> {
            entry.lock.unlock();
            leave(key);
        };
    }

    /** The number of keys held or waited for. For tests and metrics. */
    public int size() {
        return entries.size();
    }

    private void leave(K key) {
        entries.computeIfPresent(key, (_, entry) -> entry.leave());
    }

    /** Proof that a lock is held. */
    @FunctionalInterface
    public interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Guarded by the map's per-key atomicity: {@code users} is touched only inside {@code compute}.
     */
    private static final class Entry {
        private final ReentrantLock lock = new ReentrantLock();
        private int users;

        private Entry join() {
            users++;
            return this;
        }

        private Entry leave() {
            users--;
            return users == 0 ? null : this;
        }
    }
}
