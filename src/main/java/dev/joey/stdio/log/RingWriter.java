package dev.joey.stdio.log;

import dev.joey.stdio.LogWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A log in files with {@code mode=non-blocking}: a thread of its own writes the log, and a record
 * that does not fit its buffer is dropped and counted, so a slow disk never slows the container. As
 * in dockerd only the text counts for the buffer's size, and one record always fits.
 */
final class RingWriter implements LogWriter {
    private static final int INITIAL_BYTES = 8 * 1024;
    private static final int MAX_KEPT_BYTES = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LineSplitter splitter = new LineSplitter(this::record);
    private final Encoding encoder;
    private final LogFile file;
    private final long maxBytes;
    private final LogFaults faults;
    private final InstantSource clock;
    private final Runnable onClose;
    private final Thread thread;
    private RecordBatch filling = new RecordBatch(new byte[INITIAL_BYTES]);
    private long waitingBytes;
    private boolean closed;

    RingWriter(
            LogFile file,
            Encoding encoder,
            long maxBytes,
            LogFaults faults,
            InstantSource clock,
            Runnable onClose) {
        this.file = file;
        this.encoder = encoder;
        this.maxBytes = maxBytes;
        this.faults = faults;
        this.clock = clock;
        this.onClose = onClose;
        this.thread = Thread.ofVirtual().name("log-ring").unstarted(this::drain);
    }

    RingWriter start() {
        thread.start();
        return this;
    }

    @Override
    public void write(int stream, Instant at, byte[] bytes, int offset, int length) {
        lock.lock();
        try {
            if (!closed) {
                splitter.write(stream, at, bytes, offset, length);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing to do: the writing thread never leaves a record waiting. */
    @Override
    public void flush() {
        lock.lock();
        try {
            splitter.rest();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            splitter.finish(clock.instant());
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        file.close();
        onClose.run();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void record(int stream, Instant at, byte[] bytes, int from, int to, boolean newline) {
        int length = to - from;
        if (waitingBytes > 0 && waitingBytes + length > maxBytes) {
            faults.dropped();
            return;
        }
        filling.makeRoom(encoder.room(length));
        encoder.encode(filling, stream, at, bytes, from, to, newline);
        waitingBytes += Math.max(length, 1);
    }

    private void drain() {
        RecordBatch writing = new RecordBatch(new byte[INITIAL_BYTES]);
        while (true) {
            lock.lock();
            try {
                while (filling.count == 0 && !closed) {
                    changed.awaitUninterruptibly();
                }
                if (filling.count == 0) {
                    return;
                }
                RecordBatch full = filling;
                filling = writing;
                waitingBytes = 0;
                writing = full;
            } finally {
                lock.unlock();
            }
            file.write(writing.bytes, 0, writing.count);
            writing.count = 0;
            if (writing.bytes.length > MAX_KEPT_BYTES) {
                writing = new RecordBatch(new byte[INITIAL_BYTES]);
            }
        }
    }
}
