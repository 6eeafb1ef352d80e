package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CriLogWriterTest {
    private static final Instant AT = Instant.parse("2016-10-06T00:17:09.669794202Z");

    @TempDir Path temp;
    private final LogSignals signals = new LogSignals();
    private final LogFaults faults = new LogFaults();

    private CriLogWriter open(Path file) {
        return CriLogWriter.open(file, signals, faults, () -> AT);
    }

    @Test
    void linesHaveTimeStreamTagAndText() throws IOException {
        Path file = temp.resolve("pod/0.log");
        try (CriLogWriter writer = open(file)) {
            LogRig.write(writer, 1, AT, "one\n\n");
            LogRig.write(writer, 2, AT, "x".repeat(LineSplitter.MAX_RECORD_BYTES) + "y\n");
        }
        assertEquals(
                List.of(
                        AT + " stdout F one",
                        AT + " stdout F ",
                        AT + " stderr P " + "x".repeat(LineSplitter.MAX_RECORD_BYTES),
                        AT + " stderr F y"),
                Files.readAllLines(file));
        assertEquals(0, signals.size());
    }

    @Test
    void aReopenedLogGoesOnInANewFile() throws IOException {
        Path file = temp.resolve("0.log");
        Path rotated = temp.resolve("0.log.20261124");
        try (CriLogWriter writer = open(file)) {
            LogRig.write(writer, 1, AT, "one\n");
            writer.flush();
            Files.move(file, rotated);
            writer.reopen();
            assertEquals("", Files.readString(file));
            LogRig.write(writer, 1, AT, "two\n");
        }
        assertEquals(AT + " stdout F one\n", Files.readString(rotated));
        assertEquals(AT + " stdout F two\n", Files.readString(file));
        assertEquals(0, faults.failedWrites());
    }

    @Test
    void aTornLineIsCutAtOpening() throws IOException {
        Path file = temp.resolve("0.log");
        Files.write(
                file,
                (AT + " stdout F one\n2016-10-06T00").getBytes(UTF_8),
                StandardOpenOption.CREATE);
        try (CriLogWriter writer = open(file)) {
            LogRig.write(writer, 1, AT, "two\n");
        }
        assertEquals(List.of(AT + " stdout F one", AT + " stdout F two"), Files.readAllLines(file));
    }
}
