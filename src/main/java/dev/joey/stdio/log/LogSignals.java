package dev.joey.stdio.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;

/** Brings the writer of a log and its followers together, by the log's path. */
@ApplicationScoped
public class LogSignals {
    private final ConcurrentHashMap<Path, LogTopic> topics = new ConcurrentHashMap<>();

    /**
     * Makes the followers of a log look again, at its end and whether it is live. To be called when
     * a container has ended.
     */
    public void wake(Path path) {
        LogTopic topic = topics.get(key(path));
        if (topic != null) {
            topic.written();
        }
    }

    /** The topic of a log, kept until it is given back by {@link #release}. */
    LogTopic acquire(Path path) {
        return topics.compute(
                key(path),
                (key, present) -> {
                    LogTopic topic = present == null ? new LogTopic(key) : present;
                    topic.users++;
                    return topic;
                });
    }

    void release(LogTopic topic) {
        topics.computeIfPresent(
                topic.path(), (_, present) -> --present.users == 0 ? null : present);
    }

    /** How many logs are being written or read. */
    int size() {
        return topics.size();
    }

    private static Path key(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
