package dev.joey.stdio.log;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Compresses rotated files, one at a time for the whole daemon and never on a thread that reads
 * containers' output. A file may be rotated on meanwhile: it is found again by its inode. What a
 * killed daemon left uncompressed is done at the log's next rotation.
 */
@ApplicationScoped
class Compressor {
    private final LogSignals signals;
    private final LogFaults faults;
    private final InstantSource clock;
    private final Set<Path> waiting = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(
                    1,
                    1,
                    5,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofPlatform().daemon().name("log-compressor").factory());

    @Inject
    Compressor(LogSignals signals, LogFaults faults) {
        this(signals, faults, InstantSource.system());
    }

    Compressor(LogSignals signals, LogFaults faults, InstantSource clock) {
        this.signals = signals;
        this.faults = faults;
        this.clock = clock;
        thread.allowCoreThreadTimeOut(true);
    }

    /** Compresses all rotated files of a log, soon. */
    void compress(Path path, RecordShape shape) {
        if (waiting.add(path)) {
            thread.execute(
                    () -> {
                        waiting.remove(path);
                        compressAll(path, shape);
                    });
        }
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }

    private void compressAll(Path path, RecordShape shape) {
        LogTopic topic = signals.acquire(path);
        try {
            boolean more = true;
            while (more && !Thread.currentThread().isInterrupted()) {
                more = compressOldest(topic, shape);
            }
        } catch (IOException e) {
            faults.failed(topic.path(), "cannot compress", e, clock.instant());
        } finally {
            signals.release(topic);
        }
    }

    /** Compresses the oldest file that is not; false if there is none. */
    private boolean compressOldest(LogTopic topic, RecordShape shape) throws IOException {
        LogFiles files = new LogFiles(topic.path());
        FileChannel source;
        Object key;
        topic.names().lock();
        try {
            LogFiles.Rotated oldest =
                    files.rotated().stream()
                            .filter(file -> !file.packed())
                            .findFirst()
                            .orElse(null);
            if (oldest == null) {
                return false;
            }
            source = FileChannel.open(oldest.path(), StandardOpenOption.READ);
            key = LogFiles.keyOf(oldest.path());
        } finally {
            topic.names().unlock();
        }
        try (source) {
            pack(source, files.packing(), shape.lastTime(source));
            rename(topic, files, key);
        } finally {
            Files.deleteIfExists(files.packing());
        }
        return true;
    }

    private static void pack(FileChannel source, Path target, Instant last) throws IOException {
        Files.deleteIfExists(target);
        try (FileChannel out =
                FileChannel.open(
                        target,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-r-----")))) {
            PackedLog.pack(source, out, last);
        }
    }

    private static void rename(LogTopic topic, LogFiles files, Object key) throws IOException {
        topic.names().lock();
        try {
            List<LogFiles.Rotated> present = files.rotated();
            for (LogFiles.Rotated file : present) {
                if (!file.packed() && key.equals(LogFiles.keyOf(file.path()))) {
                    // must not fail in silence: the original goes next
                    Files.move(
                            files.packing(),
                            files.packed(file.index()),
                            StandardCopyOption.ATOMIC_MOVE);
                    Files.deleteIfExists(file.path());
                }
            }
        } finally {
            topic.names().unlock();
        }
    }
}
