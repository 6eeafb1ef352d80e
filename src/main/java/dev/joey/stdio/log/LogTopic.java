package dev.joey.stdio.log;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/** One log while somebody writes or reads it. */
final class LogTopic {
    private final Path path;
    private final ReentrantLock names = new ReentrantLock();
    private final List<Follower> followers = new CopyOnWriteArrayList<>();

    /** Guarded by the map of {@link LogSignals}. */
    int users;

    LogTopic(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Held while files are renamed and while a reader opens them all. */
    ReentrantLock names() {
        return names;
    }

    void join(Follower follower) {
        followers.add(follower);
    }

    void leave(Follower follower) {
        followers.remove(follower);
    }

    /** More can be read, or the container has ended. */
    void written() {
        for (Follower follower : followers) {
            follower.signal();
        }
    }

    /** The file being written was emptied by someone else. */
    void truncated() {
        for (Follower follower : followers) {
            follower.truncated();
        }
    }

    /**
     * Another file has the log's name now; called with {@link #names} held.
     *
     * @param keptBytes what the log's options keep on disk anyway
     */
    void replaced(long keptBytes) {
        for (Follower follower : followers) {
            follower.look(keptBytes);
        }
    }
}
