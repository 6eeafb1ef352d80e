package dev.joey.stdio.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * What went wrong with logs: a container is never stopped by its log, so faults are counted here
 * and shown by inspect and metrics. All counts are since the daemon's start and never fall.
 */
@ApplicationScoped
public class LogFaults {
    private static final Logger LOG = Logger.getLogger(LogFaults.class);

    private final LongAdder failedWrites = new LongAdder();
    private final LongAdder lostRecords = new LongAdder();
    private final LongAdder droppedRecords = new LongAdder();
    private final LongAdder skippedRecords = new LongAdder();
    private final LongAdder skippedFiles = new LongAdder();
    private final ConcurrentHashMap<Path, Fault> last = new ConcurrentHashMap<>();

    /** How often a log could not be written, opened or rotated. */
    public long failedWrites() {
        return failedWrites.sum();
    }

    /** Records that were lost because a log could not be written. */
    public long lostRecords() {
        return lostRecords.sum();
    }

    /** Records that {@code mode=non-blocking} dropped because its buffer was full. */
    public long droppedRecords() {
        return droppedRecords.sum();
    }

    /** Lines found in log files that are no records, passed over while reading. */
    public long skippedRecords() {
        return skippedRecords.sum();
    }

    /** Files that a follower missed because it fell too far behind. */
    public long skippedFiles() {
        return skippedFiles.sum();
    }

    /** The last fault of a log that could not be written; empty once writing works again. */
    public Optional<Fault> of(Path path) {
        return Optional.ofNullable(last.get(path.toAbsolutePath().normalize()));
    }

    /**
     * The last fault of a container's log, whatever its driver.
     *
     * @param jsonFile where its log would be with the driver {@code json-file}
     */
    public Optional<Fault> ofContainer(Path jsonFile) {
        return of(jsonFile)
                .or(() -> of(LogPlaces.local(jsonFile)))
                .or(() -> of(LogPlaces.cache(jsonFile)));
    }

    void failed(Path path, String action, IOException cause, Instant now) {
        failedWrites.increment();
        String reason = reason(cause);
        Fault fault = new Fault(now, action + ": " + reason);
        if (last.put(path, fault) == null) {
            LOG.warnf("log %s: %s", path, fault.message());
        }
    }

    /** The JDK tells some errors by the exception's class alone; the words are strerror's. */
    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException _ -> "No such file or directory";
            case AccessDeniedException _ -> "Permission denied";
            case DirectoryNotEmptyException _ -> "Directory not empty";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> cause.getMessage();
        };
    }

    void lost(long records) {
        lostRecords.add(records);
    }

    void works(Path path) {
        if (last.remove(path) != null) {
            LOG.infof("log %s: written again", path);
        }
    }

    void forget(Path path) {
        last.remove(path);
    }

    void dropped() {
        droppedRecords.increment();
    }

    void skippedRecord() {
        skippedRecords.increment();
    }

    void skippedFile() {
        skippedFiles.increment();
    }

    /**
     * A fault that lasts.
     *
     * @param at when it was seen last
     * @param message for users
     */
    public record Fault(Instant at, String message) {}
}
