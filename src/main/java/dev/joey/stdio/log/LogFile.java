package dev.joey.stdio.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Set;

/**
 * The files of one log, as its only writer sees them. Takes whole records, rotates between two
 * records, and never throws: when the disk is full or the file lost, records are lost and counted,
 * the file still ends with a whole record, and each later write tries again. A file that was
 * removed or renamed by others is made anew.
 */
final class LogFile {
    private static final Set<StandardOpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

    private final LogTopic topic;
    private final RecordShape shape;
    private final Path path;
    private final LogFiles files;
    private final Rotation rotation;
    private final LogFaults faults;
    private final Compressor compressor;
    private final InstantSource clock;

    private FileChannel channel;
    private Object key;
    private long expectedBytes;

    /** Where a torn record begins that could not be cut yet; -1 if the file is whole. */
    private long tornAt = -1;

    /** Whether the last attempt to rotate failed. */
    private boolean stuck;

    LogFile(
            LogTopic topic,
            RecordShape shape,
            Rotation rotation,
            LogFaults faults,
            Compressor compressor,
            InstantSource clock) {
        this.topic = topic;
        this.shape = shape;
        this.path = topic.path();
        this.files = new LogFiles(path);
        this.rotation = rotation;
        this.faults = faults;
        this.compressor = compressor;
        this.clock = clock;
    }

    /** Opens the file and repairs its end; if that fails, writing tries again. */
    void open() {
        uninterrupted(
                () -> {
                    try {
                        Files.createDirectories(path.getParent());
                        Files.deleteIfExists(files.fresh());
                        ensureOpen();
                    } catch (IOException e) {
                        faults.failed(path, "cannot open", e, clock.instant());
                    }
                });
    }

    /** Writes whole records. */
    void write(byte[] bytes, int from, int to) {
        uninterrupted(() -> writeAll(bytes, from, to));
    }

    void close() {
        uninterrupted(
                () -> {
                    try {
                        if (channel != null) {
                            channel.close();
                        }
                    } catch (IOException e) {
                        faults.failed(path, "cannot close", e, clock.instant());
                    }
                    channel = null;
                });
        topic.written();
        faults.forget(path);
    }

    /** A channel closes itself under an interrupted thread; the log must not depend on that. */
    private static void uninterrupted(Runnable action) {
        boolean interrupted = Thread.interrupted();
        action.run();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeAll(byte[] bytes, int from, int to) {
        boolean interrupted = false;
        int at = from;
        try {
            while (at < to) {
                ensureOpen();
                long base = prepare();
                int end = rotation.limited() ? lastOfThisFile(bytes, at, to, base) : to;
                ByteBuffer piece = ByteBuffer.wrap(bytes, at, end - at);
                try {
                    while (piece.hasRemaining()) {
                        channel.write(piece);
                    }
                    expectedBytes = base + end - at;
                    at = end;
                } catch (IOException e) {
                    boolean again = e instanceof ClosedChannelException;
                    interrupted |= Thread.interrupted();
                    at += cutTorn(bytes, at, end, base, again);
                    if (!again) {
                        throw e;
                    }
                }
            }
            if (!stuck) {
                faults.works(path);
            }
        } catch (IOException e) {
            faults.failed(path, "cannot write", e, clock.instant());
            faults.lost(shape.count(bytes, at, to));
        }
        topic.written();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes the file fit for more: cut what is torn, rotate when it is full. Answers its size. */
    private long prepare() throws IOException {
        if (tornAt >= 0) {
            channel.truncate(tornAt);
            tornAt = -1;
        }
        long size = channel.size();
        if (size < expectedBytes) {
            topic.truncated();
        }
        expectedBytes = size;
        if (rotation.limited() && size >= rotation.maxBytes() && rotate()) {
            expectedBytes = 0;
        }
        return expectedBytes;
    }

    /** As dockerd: the record that reaches the limit is the last of its file. */
    private int lastOfThisFile(byte[] bytes, int from, int to, long size) {
        long room = rotation.maxBytes() - size;
        if (room <= 0 || room >= to - from) {
            return to;
        }
        return shape.endOfRecordAt(bytes, from, (int) (from + room - 1), to);
    }

    /**
     * After a failed write: finds what reached the file and cuts a record that reached it in part.
     *
     * @return how many bytes of whole records are in the file
     */
    private int cutTorn(byte[] bytes, int from, int to, long base, boolean reopen) {
        try {
            if (reopen) {
                channel = FileChannel.open(path, APPEND);
            }
            long size = channel.size();
            int written = Math.clamp(size - base, 0, to - from);
            int whole = shape.endOfWhole(bytes, from, from + written) - from;
            if (whole < written) {
                tornAt = base + whole;
                channel.truncate(tornAt);
                tornAt = -1;
            }
            expectedBytes = base + whole;
            return whole;
        } catch (IOException e) {
            faults.failed(path, "cannot repair", e, clock.instant());
            return 0;
        }
    }

    private void ensureOpen() throws IOException {
        Object present = LogFiles.keyOf(path);
        if (channel != null && channel.isOpen() && present != null && present.equals(key)) {
            return;
        }
        topic.names().lock();
        try {
            if (channel != null) {
                channel.close();
            }
            channel = create(path);
            tornAt = -1;
            try (FileChannel reading = FileChannel.open(path, StandardOpenOption.READ)) {
                shape.repair(reading, channel);
            }
            key = LogFiles.keyOf(path);
            expectedBytes = channel.size();
            topic.replaced(rotation.keptBytes());
        } finally {
            topic.names().unlock();
        }
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file,
                APPEND,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
    }

    /**
     * Begins a new file. The new one is made first, so that a failure leaves the log as it was.
     *
     * @return false if the log could not be rotated and the old file goes on
     */
    private boolean rotate() {
        FileChannel fresh = null;
        stuck = true;
        topic.names().lock();
        try {
            Files.deleteIfExists(files.fresh());
            fresh = create(files.fresh());
            Object freshKey = LogFiles.keyOf(files.fresh());
            if (rotation.maxFiles() > 1) {
                files.shift(rotation.maxFiles());
                LogFiles.move(path, files.plain(1));
            }
            LogFiles.move(files.fresh(), path);
            FileChannel old = channel;
            channel = fresh;
            key = freshKey;
            fresh = null;
            stuck = false;
            old.close();
            topic.replaced(rotation.keptBytes());
            if (rotation.compress() && rotation.maxFiles() > 1) {
                compressor.compress(topic.path(), shape);
            }
            return true;
        } catch (IOException e) {
            faults.failed(path, "cannot rotate", e, clock.instant());
            discard(fresh);
            return false;
        } finally {
            topic.names().unlock();
        }
    }

    private void discard(FileChannel fresh) {
        try {
            if (fresh != null) {
                fresh.close();
                Files.deleteIfExists(files.fresh());
            }
        } catch (IOException e) {
            faults.failed(path, "cannot rotate", e, clock.instant());
        }
    }
}
