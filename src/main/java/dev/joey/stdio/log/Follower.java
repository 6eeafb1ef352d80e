package dev.joey.stdio.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one reader that follows a log is told by its writer. Each new file is opened here by the
 * writer while its name is sure, so that a follower that is behind still finds it after more
 * rotations; how far behind it may fall is bounded.
 */
final class Follower {
    /** What a follower may hold of files that the log itself keeps no more. */
    private static final long MAX_HELD_BYTES = 64L << 20;

    private static final int MAX_HELD_FILES = 256;

    private final Path path;
    private final LogFaults faults;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Change> changes = new ArrayDeque<>();
    private Object newest;
    private boolean signalled;
    private boolean closed;

    /**
     * @param newest the key of the file that the reader has open as the log's newest, or null
     */
    Follower(Path path, Object newest, LogFaults faults) {
        this.path = path;
        this.newest = newest;
        this.faults = faults;
    }

    void signal() {
        lock.lock();
        try {
            signalled = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void truncated() {
        lock.lock();
        try {
            changes.add(new Truncated());
            signalled = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Opens the file that has the log's name, if it is another than before. */
    void look(long keptBytes) {
        lock.lock();
        try {
            Object key = LogFiles.keyOf(path);
            if (closed || key == null || key.equals(newest)) {
                return;
            }
            changes.add(new NextFile(FileChannel.open(path, StandardOpenOption.READ)));
            newest = key;
            signalled = true;
            dropWhatIsTooMuch(keptBytes);
            changed.signalAll();
        } catch (IOException _) {
            // removed again, or cannot be opened now: the reader looks again every second
        } finally {
            lock.unlock();
        }
    }

    private void dropWhatIsTooMuch(long keptBytes) throws IOException {
        long allowed = Math.max(MAX_HELD_BYTES, keptBytes);
        long held = 0;
        for (Change change : changes) {
            held += change instanceof NextFile next ? next.channel().size() : 0;
        }
        while (changes.size() > 2 && (held > allowed || changes.size() > MAX_HELD_FILES)) {
            if (changes.remove() instanceof NextFile next) {
                held -= next.channel().size();
                next.channel().close();
                faults.skippedFile();
            }
        }
    }

    /** The next change, which stays; null if there is none. Forgets the signals until now. */
    Change peek() {
        lock.lock();
        try {
            signalled = false;
            return changes.peek();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the change that {@link #peek} told, unless it was dropped since; then the next one. */
    Change take() {
        lock.lock();
        try {
            return changes.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a signal since the last {@link #peek}; returns early when {@link #close}d. */
    void await(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!signalled && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            for (Change change : changes) {
                if (change instanceof NextFile next) {
                    next.channel().close();
                }
            }
            changes.clear();
            changed.signalAll();
        } catch (IOException _) {
            // closing a file that was only read loses nothing
        } finally {
            lock.unlock();
        }
    }

    /** What happened to the file that a follower reads. */
    sealed interface Change {}

    /** The file is complete; this one follows it. */
    record NextFile(FileChannel channel) implements Change {}

    /** The file was emptied; what was written since is at its beginning. */
    record Truncated() implements Change {}
}
