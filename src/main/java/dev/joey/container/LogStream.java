package dev.joey.container;

import dev.joey.http.RawStream;
import dev.joey.http.StreamFrames;
import dev.joey.stdio.Logs.LogCursor;
import dev.joey.stdio.Logs.LogLine;
import dev.joey.stdio.log.LogFormat;
import java.util.Arrays;

/** Carries lines of a log to a client. */
final class LogStream {
    private final LogCursor lines;
    private final LogFormat format;

    LogStream(LogCursor lines, LogFormat format) {
        this.lines = lines;
        this.format = format;
    }

    /** Runs until the log ends. */
    void carryTo(Output output) throws InterruptedException {
        for (LogLine line = lines.next(); line != null; line = lines.next()) {
            byte[] text = format.format(line);
            output.write(line.stream(), text);
        }
    }

    /**
     * Runs until the log ends; lines that come together go out together.
     *
     * @param framed whether each line gets a frame of its stream
     */
    void carryTo(RawStream client, boolean framed) throws InterruptedException {
        Batch batch = new Batch(client, framed);
        lines.onPause(batch::flush);
        for (LogLine line = lines.next(); line != null; line = lines.next()) {
            batch.add(line.stream(), format.format(line));
        }
        batch.flush();
    }

    /** Lines on their way to a client. */
    private static final class Batch {
        private static final int ENOUGH_BYTES = 64 << 10;

        private final RawStream client;
        private final boolean framed;
        private byte[] bytes = new byte[8 << 10];
        private int count;

        Batch(RawStream client, boolean framed) {
            this.client = client;
            this.framed = framed;
        }

        void add(int stream, byte[] text) {
            int head = framed ? StreamFrames.HEAD_BYTES : 0;
            int needed = count + head + text.length;
            if (needed > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
            }
            if (framed) {
                System.arraycopy(StreamFrames.head(stream, text.length), 0, bytes, count, head);
            }
            System.arraycopy(text, 0, bytes, count + head, text.length);
            count = needed;
            if (count >= ENOUGH_BYTES) {
                flush();
            }
        }

        void flush() {
            if (count > 0) {
                client.write(bytes, 0, count);
                count = 0;
            }
        }
    }

    /** Where the lines go. */
    @FunctionalInterface
    interface Output {
        void write(int stream, byte[] bytes);
    }
}
