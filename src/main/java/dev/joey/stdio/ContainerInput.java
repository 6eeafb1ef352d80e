package dev.joey.stdio;

import dev.joey.linux.Fd;
import dev.joey.linux.Fifos;
import dev.joey.linux.Poller;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The writing end of a run's standard input, shared by all clients. It is opened when the first
 * input comes and the shim reads, and held to the end of the run. Clients write on their own
 * threads and wait here while the container does not read.
 */
final class ContainerInput {
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Path path;
    private final Fifos fifos;
    private final StreamPump pump;
    private final Runnable ended;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Fd fd;
    private long token;
    private boolean over;

    /**
     * Of one run.
     *
     * @param ended called once when the input is ended by a client: the shim holds a writing end
     *     too, which must be closed for the process to see the end
     */
    ContainerInput(Path path, Fifos fifos, StreamPump pump, Runnable ended) {
        this.path = path;
        this.fifos = fifos;
        this.pump = pump;
        this.ended = ended;
    }

    /**
     * Writes all, waiting as long as it takes.
     *
     * @param givenUp asks whether the client is gone; {@link #stir} makes it asked again
     * @return false if the input is closed, or the client is gone
     */
    boolean write(byte[] bytes, int offset, int length, BooleanSupplier givenUp)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            int done = 0;
            long pause = FIRST_PAUSE_NANOS;
            while (done < length) {
                if (over || givenUp.getAsBoolean()) {
                    return false;
                }
                if (!connected()) {
                    // The shim has not opened its end yet; the kernel tells nobody when it does.
                    long _ = changed.awaitNanos(pause);
                    pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
                    continue;
                }
                int count = fd.write(bytes, offset + done, length - done);
                if (count == Fd.BROKEN) {
                    shutLocked();
                } else if (count == Fd.WOULD_BLOCK) {
                    askForRoom();
                    changed.await();
                } else {
                    done += count;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** A client with the right to do so says that no more comes. */
    void end() {
        lock.lock();
        try {
            if (over) {
                return;
            }
            shutLocked();
        } finally {
            lock.unlock();
        }
        ended.run();
    }

    /** The run is over. */
    void shut() {
        lock.lock();
        try {
            shutLocked();
        } finally {
            lock.unlock();
        }
    }

    /** Lets waiting clients look whether they still want to. */
    void stir() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean connected() {
        if (fd == null) {
            fd = fifos.openWriter(path).orElse(null);
        }
        return fd != null;
    }

    private void askForRoom() {
        int wanted = Poller.WRITABLE | Poller.ONCE;
        if (token == 0) {
            token = pump.watch(fd, wanted, events -> stir());
        } else {
            pump.rewatch(fd, wanted, token);
        }
    }

    private void shutLocked() {
        over = true;
        if (fd != null) {
            if (token != 0) {
                pump.unwatch(fd, token);
            }
            fd.close();
            fd = null;
        }
        changed.signalAll();
    }
}
