package dev.joey.stdio.log;

import dev.joey.stdio.LogWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;

/** A log in files in the usual mode: the thread that reads the container writes its log. */
final class BlockingWriter implements LogWriter {
    private final ReentrantLock lock = new ReentrantLock();
    private final LineSplitter splitter = new LineSplitter(this::record);
    private final Encoding encoder;
    private final LogFile file;
    private final BatchPool pool;
    private final Runnable onClose;
    private final InstantSource clock;
    private RecordBatch batch;
    private boolean closed;

    /**
     * @param file open
     * @param onClose gives back what the log holds of others
     */
    BlockingWriter(
            LogFile file, Encoding encoder, BatchPool pool, InstantSource clock, Runnable onClose) {
        this.file = file;
        this.encoder = encoder;
        this.pool = pool;
        this.clock = clock;
        this.onClose = onClose;
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
            drain();
            splitter.rest();
        } finally {
            lock.unlock();
        }
    }

    /** Goes on in a new file if the present one was renamed or removed, and makes it at once. */
    void reopen() {
        lock.lock();
        try {
            drain();
            file.open();
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
            drain();
            closed = true;
            file.close();
            onClose.run();
        } finally {
            lock.unlock();
        }
    }

    private void record(int stream, Instant at, byte[] bytes, int from, int to, boolean newline) {
        int room = encoder.room(to - from);
        if (batch != null && !batch.fits(room)) {
            drain();
        }
        if (batch == null) {
            batch = pool.take();
            batch.makeRoom(room);
        }
        encoder.encode(batch, stream, at, bytes, from, to, newline);
    }

    private void drain() {
        if (batch != null) {
            file.write(batch.bytes, 0, batch.count);
            pool.giveBack(batch);
            batch = null;
        }
    }
}
