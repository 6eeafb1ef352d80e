package dev.joey.stdio.log;

import dev.joey.stdio.LogWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Writes a log in the CRI's format to a file of the kubelet's, who rotates it: renames it, and asks
 * for {@link #reopen}. From any thread.
 */
public final class CriLogWriter implements LogWriter {
    private final BlockingWriter writer;

    private CriLogWriter(BlockingWriter writer) {
        this.writer = writer;
    }

    /**
     * Opens a log, going on where it ended; a fault is counted and writing resumes when it can.
     *
     * @param path absolute; its folder is made if it is not there
     */
    public static CriLogWriter open(
            Path path, LogSignals signals, LogFaults faults, InstantSource clock) {
        LogTopic topic = signals.acquire(path);
        LogFile file = new LogFile(topic, CriShape.INSTANCE, Rotation.NEVER, faults, null, clock);
        file.open();
        return new CriLogWriter(
                new BlockingWriter(
                        file,
                        new CriEncoding(),
                        new BatchPool(),
                        clock,
                        () -> signals.release(topic)));
    }

    /** Goes on in a new file of the same name. Source: ReopenContainerLog of the CRI. */
    public void reopen() {
        writer.reopen();
    }

    @Override
    public void write(int stream, Instant at, byte[] bytes, int offset, int length) {
        writer.write(stream, at, bytes, offset, length);
    }

    @Override
    public void flush() {
        writer.flush();
    }

    @Override
    public void close() {
        writer.close();
    }
}
