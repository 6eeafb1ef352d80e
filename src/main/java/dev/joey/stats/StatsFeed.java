package dev.joey.stats;

import dev.joey.container.ContainerId;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One reader's view of a container: the newest sample, however slow the reader is. Closing ends a
 * wait.
 */
public final class StatsFeed implements AutoCloseable {
    private final ContainerId id;
    private final StatsSampler sampler;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Sample previous;
    private Sample newest;
    private boolean over;

    StatsFeed(ContainerId id, StatsSampler sampler) {
        this.id = id;
        this.sampler = sampler;
    }

    /**
     * Two samples one after the other.
     *
     * @param before null if {@code now} is the first
     */
    record Frame(Sample before, Sample now) {}

    /** The next sample; waits for it. Null when the container was removed, or this is closed. */
    Frame next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (newest == null && !over) {
                changed.await();
            }
            if (over) {
                return null;
            }
            Frame frame = new Frame(previous, newest);
            previous = newest;
            newest = null;
            return frame;
        } finally {
            lock.unlock();
        }
    }

    /** {@link #next()} with patience, for tests; null when that is over too. */
    Frame next(long patience, TimeUnit unit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = unit.toNanos(patience);
            while (newest == null && !over && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
        lock.lock();
        try {
            return newest == null ? null : next();
        } finally {
            lock.unlock();
        }
    }

    ContainerId id() {
        return id;
    }

    /** What others who watch this container know already. */
    void begin(Sample before, Sample now) {
        previous = before;
        newest = now;
    }

    void put(Sample sample) {
        lock.lock();
        try {
            newest = sample;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        end();
        sampler.leave(this);
    }
}
