package dev.joey.container;

import dev.joey.stdio.Logs.LogCursor;
import dev.joey.stdio.Logs.LogLine;
import dev.joey.stdio.log.LogFormat;

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

    /** Where the lines go. */
    @FunctionalInterface
    interface Output {
        void write(int stream, byte[] bytes);
    }
}
