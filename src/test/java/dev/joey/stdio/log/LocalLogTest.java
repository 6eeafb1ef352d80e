package dev.joey.stdio.log;

import static dev.joey.stdio.log.LogRig.START;
import static dev.joey.stdio.log.LogRig.query;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.stdio.ContainerIo.StdioSpec;
import dev.joey.stdio.LogWriter;
import dev.joey.stdio.Logs.LogCursor;
import dev.joey.stdio.Logs.LogLine;
import dev.joey.stdio.Logs.LogQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LocalLogTest {
    private static final String LONG = "0123456789abcdef".repeat(2500);

    @TempDir Path temp;
    private LogRig rig;
    private Path file;

    @BeforeEach
    void begin() {
        rig = new LogRig(temp);
        file = LogPlaces.local(rig.path);
    }

    @AfterEach
    void end() {
        rig.close();
    }

    private LogWriter open(Map<String, String> options) {
        return rig.drivers.open(
                new StdioSpec("c1", false, false, false, "local", options, Map.of(), rig.path));
    }

    private LogCursor cursor(LogQuery query) {
        return rig.reader.read("local", Map.of(), rig.path, query);
    }

    private List<LogLine> lines(LogQuery query) throws InterruptedException {
        try (LogCursor cursor = cursor(query)) {
            return LogRig.lines(cursor);
        }
    }

    private List<String> texts(LogQuery query) throws InterruptedException {
        return lines(query).stream().map(LogRig::text).toList();
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private void numbers(LogWriter writer, int from, int to) {
        for (int number = from; number <= to; number++) {
            LogRig.write(writer, 1, at(number), number + "\n");
            writer.flush();
        }
    }

    @Test
    void aRecordIsDockersMessageBetweenItsLengths() throws IOException {
        try (LogWriter writer = open(Map.of())) {
            LogRig.write(writer, 2, Instant.ofEpochSecond(0, 300), "hi\n");
        }
        assertEquals(
                "0000000f" + "0a06737464657272" + "10ac02" + "1a026869" + "0000000f",
                HexFormat.of().formatHex(Files.readAllBytes(file)));
    }

    @Test
    void linesComeBackWithTheirStreamsAndTimes() throws Exception {
        try (LogWriter writer = open(Map.of())) {
            LogRig.write(writer, 1, at(0), "out\n\n");
            LogRig.write(writer, 2, at(1), "err\n");
            LogRig.write(writer, 1, at(2), "bytes \0\377 and no end");
        }
        List<LogLine> lines = lines(LogRig.ALL);
        assertEquals(4, lines.size());
        assertEquals(1, lines.get(0).stream());
        assertEquals(at(0), lines.get(0).at());
        assertEquals(2, lines.get(2).stream());
        assertEquals(List.of("out\n", "\n", "err\n", "bytes \0\377 and no end"), texts(LogRig.ALL));
    }

    @Test
    void aLongLineIsJoinedAgainAndCountsAsOne() throws Exception {
        try (LogWriter writer = open(Map.of())) {
            LogRig.write(writer, 1, at(0), "first\n");
            LogRig.write(writer, 1, at(1), LONG + "\n");
            LogRig.write(writer, 1, at(2), "last\n");
        }
        assertEquals("first\n" + LONG + "\nlast\n", String.join("", texts(LogRig.ALL)));
        assertEquals(LONG + "\nlast\n", String.join("", texts(query(2, null, null))));
        assertEquals("last\n", String.join("", texts(query(1, null, null))));
        assertEquals("", String.join("", texts(query(0, null, null))));
    }

    @Test
    void theTailAndTimesReachIntoCompressedFiles() throws Exception {
        try (LogWriter writer = open(Map.of("max-size", "200", "max-file", "9"))) {
            numbers(writer, 1, 30);
            Awaitility.await().until(() -> Files.exists(file.resolveSibling("container.log.1.gz")));
        }
        List<String> all = IntStream.rangeClosed(1, 30).mapToObj(n -> n + "\n").toList();
        assertEquals(all, texts(LogRig.ALL));
        for (int tail : new int[] {1, 3, 11, 29, 30, 99}) {
            assertEquals(all.subList(Math.max(0, 30 - tail), 30), texts(query(tail, null, null)));
        }
        for (int since : new int[] {1, 2, 17, 30}) {
            assertEquals(all.subList(since - 1, 30), texts(query(-1, at(since), null)));
        }
        assertEquals(List.of(), texts(query(-1, at(31), null)));
        assertEquals(all.subList(9, 12), texts(query(-1, at(10), at(12))));
    }

    @Test
    void oldFilesGo() throws Exception {
        try (LogWriter writer =
                open(Map.of("max-size", "200", "max-file", "2", "compress", "false"))) {
            numbers(writer, 1, 50);
        }
        try (var files = Files.list(file.getParent())) {
            assertEquals(
                    List.of("container.log", "container.log.1"),
                    files.map(path -> path.getFileName().toString()).sorted().toList());
        }
        List<String> kept = texts(LogRig.ALL);
        assertEquals("50\n", kept.getLast());
        assertTrue(kept.size() < 20, kept.toString());
    }

    @Test
    void whatAKilledDaemonLeftTornIsCut() throws Exception {
        try (LogWriter writer = open(Map.of())) {
            numbers(writer, 1, 3);
        }
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 1; cut < whole.length / 3; cut++) {
            Files.write(file, whole);
            try (var channel = java.nio.channels.FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(whole.length - cut);
            }
            assertEquals(List.of("1\n", "2\n"), texts(LogRig.ALL));
            assertEquals(List.of("2\n"), texts(query(1, null, null)));
            try (LogWriter writer = open(Map.of())) {
                numbers(writer, 3, 3);
            }
            assertArrayEquals(whole, Files.readAllBytes(file));
        }
    }

    @Test
    void whatIsNoRecordEndsItsFileAndIsCounted() throws Exception {
        try (LogWriter writer = open(Map.of())) {
            numbers(writer, 1, 2);
        }
        Files.write(file, new byte[] {127, 0, 0, 1, 2, 3, 4, 5}, StandardOpenOption.APPEND);
        assertEquals(List.of("1\n", "2\n"), texts(query(-1, null, null)));
        assertTrue(rig.faults.skippedRecords() <= 1);
    }

    @Test
    void aFollowerCrossesRotations() throws Exception {
        try (LogWriter writer = open(Map.of("max-size", "100", "max-file", "3"));
                LogCursor cursor = cursor(LogRig.following(-1, () -> true))) {
            for (int number = 1; number <= 40; number++) {
                numbers(writer, number, number);
                assertEquals(number + "\n", LogRig.text(cursor.next()));
            }
        }
    }

    @Test
    void nothingWrittenIsNoFailure() throws Exception {
        assertEquals(List.of(), texts(LogRig.ALL));
        assertNull(rig.faults.of(file).orElse(null));
    }
}
