package dev.joey.stdio.log;

import dev.joey.error.EngineException;
import dev.joey.stdio.LogWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends a container's log away. While the target is away, messages wait in a bounded buffer and the
 * connection is tried again after growing pauses; what does not fit is dropped and counted, since
 * neither the container nor the thread that reads it ever waits for a network.
 */
final class RemoteWriter implements LogWriter {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** How long after the container's end the rest may take. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LineSplitter splitter = new LineSplitter(this::record);
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private final LogTarget target;
    private final long maxBytes;
    private final Path path;
    private final LogFaults faults;
    private final InstantSource clock;
    private final Thread thread;
    private long waitingBytes;
    private boolean closed;
    private long closedNanos;
    private Duration pause = FIRST_PAUSE;

    /**
     * A writer that is started by {@link #start}.
     *
     * @param maxBytes what may wait; one message always may
     * @param path of the container's log, by which its faults are known
     */
    RemoteWriter(
            LogTarget target, long maxBytes, Path path, LogFaults faults, InstantSource clock) {
        this.target = target;
        this.maxBytes = maxBytes;
        this.path = path;
        this.faults = faults;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("log-sender").unstarted(this::run);
    }

    RemoteWriter start() {
        thread.start();
        return this;
    }

    @Override
    public void write(int stream, Instant at, byte[] bytes, int offset, int length) {
        lock.lock();
        try {
            if (!closed) {
                splitter.write(stream, at, bytes, offset, length);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() {
        lock.lock();
        try {
            splitter.rest();
        } finally {
            lock.unlock();
        }
    }

    /** Returns at once; what waits is sent behind it, or given up after some seconds. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                splitter.finish(clock.instant());
                closed = true;
                closedNanos = System.nanoTime();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing is left to do. */
    boolean isOver() {
        return !thread.isAlive();
    }

    /** Waits for what {@link #close} left to do. */
    void await(Duration patience) throws InterruptedException {
        var _ = thread.join(patience);
    }

    private void record(int stream, Instant at, byte[] bytes, int from, int to, boolean newline) {
        byte[] message = target.message(stream, at, bytes, from, to, newline);
        if (message == null) {
            return;
        }
        if (waitingBytes > 0 && waitingBytes + message.length > maxBytes) {
            faults.dropped();
            return;
        }
        waiting.add(message);
        waitingBytes += message.length;
        changed.signalAll();
    }

    private void run() {
        try {
            boolean connected = connect();
            for (byte[] message = next(); message != null; message = next()) {
                while (!(connected && send(message))) {
                    if (!rest()) {
                        giveUp();
                        return;
                    }
                    connected = connect();
                }
                taken(message);
            }
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            target.close();
            faults.forget(path);
        }
    }

    /** The oldest message, which stays until it was sent; null at the end. */
    private byte[] next() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            return waiting.peek();
        } finally {
            lock.unlock();
        }
    }

    private void taken(byte[] message) {
        lock.lock();
        try {
            waiting.remove();
            waitingBytes -= message.length;
        } finally {
            lock.unlock();
        }
    }

    private boolean connect() {
        try {
            target.connect();
            return true;
        } catch (IOException | EngineException e) {
            failed("cannot connect", e);
            return false;
        }
    }

    private boolean send(byte[] message) {
        try {
            target.send(message);
            pause = FIRST_PAUSE;
            faults.works(path);
            return true;
        } catch (EngineException.InvalidParameter tooLarge) {
            faults.failed(path, "cannot send", new IOException(tooLarge), clock.instant());
            faults.lost(1);
            return true;
        } catch (IOException | EngineException e) {
            failed("cannot send", e);
            return false;
        }
    }

    private void failed(String action, Exception e) {
        IOException cause = e instanceof IOException io ? io : new IOException(e.getMessage(), e);
        faults.failed(path, action, cause, clock.instant());
    }

    /** Pauses before the next attempt; false if the log is over and nobody waits any longer. */
    private boolean rest() throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        pause =
                pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                        ? pause.multipliedBy(2)
                        : LONGEST_PAUSE;
        lock.lock();
        try {
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                if (closed && System.nanoTime() - closedNanos > LAST_PATIENCE.toNanos()) {
                    return false;
                }
                var _ =
                        changed.await(
                                Math.min(left, TimeUnit.SECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
            }
            return !closed || System.nanoTime() - closedNanos <= LAST_PATIENCE.toNanos();
        } finally {
            lock.unlock();
        }
    }

    private void giveUp() {
        lock.lock();
        try {
            faults.lost(waiting.size());
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }
}
