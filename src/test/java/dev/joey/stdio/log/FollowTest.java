package dev.joey.stdio.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.stdio.LogWriter;
import dev.joey.stdio.Logs.LogCursor;
import dev.joey.stdio.Logs.LogLine;
import dev.joey.stdio.Logs.LogQuery;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowTest {
    @TempDir Path folder;
    private LogRig rig;
    private final AtomicBoolean live = new AtomicBoolean(true);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void build() {
        rig = new LogRig(folder);
    }

    @AfterEach
    void stop() throws InterruptedException {
        live.set(false);
        rig.signals.wake(rig.path);
        threads.shutdown();
        assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
        rig.close();
        // The compressor may be at its last file.
        Awaitility.await().until(() -> rig.signals.size() == 0);
    }

    private Future<List<String>> follow(LogQuery query) {
        LogCursor cursor = rig.cursor(query);
        return follow(cursor);
    }

    private Future<List<String>> follow(LogCursor cursor) {
        Callable<List<String>> reading =
                () -> {
                    List<String> texts = new ArrayList<>();
                    try (cursor) {
                        for (LogLine line = cursor.next(); line != null; line = cursor.next()) {
                            texts.add(LogRig.text(line));
                        }
                    }
                    return texts;
                };
        return threads.submit(reading);
    }

    private void end() {
        live.set(false);
        rig.signals.wake(rig.path);
    }

    private static void put(LogWriter writer, String text) {
        LogRig.write(writer, 1, LogRig.START, text);
        writer.flush();
    }

    @ParameterizedTest
    @CsvSource({"200k, 3, false", "100k, 1, false", "50k, 2, true", "20k, 5, true"})
    void aHundredThousandLinesCrossRotationsWithoutLossOrDouble(
            String size, String files, String compress) throws Exception {
        int count = 100_000;
        Map<String, String> options =
                Map.of("max-size", size, "max-file", files, "compress", compress);
        Random random = new Random(2);
        Future<List<String>> early = follow(LogRig.following(-1, live::get));
        Future<List<String>> late;
        int lateFrom = 0;
        try (LogWriter writer = rig.open(options)) {
            Future<List<String>> none = null;
            for (int i = 0; i < count; i++) {
                LogRig.write(writer, 1 + i % 2, LogRig.START.plusMillis(i), "line " + i + "\n");
                if (random.nextInt(300) == 0) {
                    writer.flush();
                }
                if (i == count / 2) {
                    writer.flush();
                    lateFrom = i + 1;
                    none = follow(LogRig.following(0, live::get));
                }
            }
            late = none;
        }
        end();
        check(early.get(60, TimeUnit.SECONDS), 0, count);
        check(late.get(60, TimeUnit.SECONDS), lateFrom, count);
        assertEquals(0, rig.faults.skippedFiles());
        assertEquals(0, rig.faults.skippedRecords());
    }

    private static void check(List<String> lines, int from, int to) {
        for (int i = 0; i < Math.min(lines.size(), to - from); i++) {
            assertEquals("line " + (from + i) + "\n", lines.get(i));
        }
        assertEquals(to - from, lines.size());
    }

    @Test
    void readersNeverSeeAGapWhileFilesAreRotated() throws Exception {
        Map<String, String> options = Map.of("max-size", "5k", "max-file", "6", "compress", "true");
        Future<Integer> reading;
        try (LogWriter writer = rig.open(options)) {
            put(writer, "0\n");
            reading =
                    threads.submit(
                            () -> {
                                int rounds = 0;
                                for (boolean more = true; more; rounds++) {
                                    more = live.get();
                                    long tail = rounds % 2 == 0 ? -1 : 200;
                                    List<String> lines = rig.texts(LogRig.query(tail, null, null));
                                    int first = Integer.parseInt(lines.getFirst().strip());
                                    for (int i = 0; i < lines.size(); i++) {
                                        assertEquals(first + i + "\n", lines.get(i));
                                    }
                                }
                                return rounds;
                            });
            for (int i = 1; i < 20_000; i++) {
                LogRig.write(writer, 1, LogRig.START, i + "\n");
                if (i % 20 == 0) {
                    writer.flush();
                }
            }
        }
        end();
        assertTrue(reading.get(30, TimeUnit.SECONDS) > 1);
        assertEquals(0, rig.faults.failedWrites());
    }

    @Test
    void aFollowerSeesALineAtOnceAndTheEndOfTheContainer() throws Exception {
        try (LogWriter writer = rig.open(Map.of());
                LogCursor cursor = rig.cursor(LogRig.following(-1, live::get))) {
            put(writer, "a\n");
            assertEquals("a\n", LogRig.text(cursor.next()));
            Future<?> later = threads.submit(() -> put(writer, "b\n"));
            long begin = System.nanoTime();
            assertEquals("b\n", LogRig.text(cursor.next()));
            assertTrue(System.nanoTime() - begin < 900_000_000, "woken by the writer, not by time");
            later.get();
            put(writer, "c\n");
            end();
            assertEquals("c\n", LogRig.text(cursor.next()));
            assertNull(cursor.next());
        }
    }

    @Test
    void aFollowerMayComeBeforeTheFirstFile() throws Exception {
        Future<List<String>> lines = follow(LogRig.following(-1, live::get));
        try (LogWriter writer = rig.open(Map.of())) {
            put(writer, "a\n");
        }
        try (LogWriter writer = rig.open(Map.of())) {
            put(writer, "b\n");
        }
        end();
        assertEquals(List.of("a\n", "b\n"), lines.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aTailThenWhatComes() throws Exception {
        try (LogWriter writer = rig.open(Map.of())) {
            put(writer, "a\nb\nc\n");
            Future<List<String>> two = follow(LogRig.following(2, live::get));
            Future<List<String>> none = follow(LogRig.following(0, live::get));
            put(writer, "d\n");
            end();
            assertEquals(List.of("b\n", "c\n", "d\n"), two.get(10, TimeUnit.SECONDS));
            assertEquals(List.of("d\n"), none.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void anEmptiedFileIsReadFromItsBeginning() throws Exception {
        try (LogWriter writer = rig.open(Map.of());
                LogCursor cursor = rig.cursor(LogRig.following(-1, live::get))) {
            put(writer, "before\n".repeat(10));
            for (int i = 0; i < 10; i++) {
                assertEquals("before\n", LogRig.text(cursor.next()));
            }
            try (FileChannel file = FileChannel.open(rig.path, StandardOpenOption.WRITE)) {
                file.truncate(0);
            }
            put(writer, "after 1\n" + "after 2\n".repeat(20));
            end();
            assertEquals("after 1\n", LogRig.text(cursor.next()));
            assertEquals(20, LogRig.lines(cursor).size());
        }
    }

    @Test
    void aRemovedFileIsReadToItsEndAndThenTheNewOne() throws Exception {
        try (LogWriter writer = rig.open(Map.of())) {
            put(writer, "a\n");
            LogCursor cursor = rig.cursor(LogRig.following(-1, live::get));
            put(writer, "b\n");
            Files.delete(rig.path);
            put(writer, "c\n");
            end();
            assertEquals(List.of("a\n", "b\n", "c\n"), follow(cursor).get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aWriterOutsideThisProcessIsSeenWithinASecondOrTwo() throws Exception {
        try (LogWriter writer = rig.open(Map.of())) {
            put(writer, "a\n");
        }
        Future<List<String>> lines = follow(LogRig.following(-1, live::get));
        String record = Files.readString(rig.path);
        LogCursor witness = rig.cursor(LogRig.following(0, live::get));
        Files.writeString(rig.path, record, StandardOpenOption.APPEND);
        assertEquals("a\n", LogRig.text(witness.next()));
        Files.move(rig.path, rig.path.resolveSibling("c1-json.log.1"));
        Files.writeString(rig.path, record);
        assertEquals("a\n", LogRig.text(witness.next()));
        witness.close();
        end();
        assertEquals(3, lines.get(10, TimeUnit.SECONDS).size());
    }

    @Test
    void untilEndsAFollower() throws Exception {
        Instant until = LogRig.START.plusSeconds(10);
        LogQuery query = new LogQuery(true, true, null, until, -1, true, live::get);
        try (LogWriter writer = rig.open(Map.of())) {
            LogRig.write(writer, 1, until, "a\n");
            LogRig.write(writer, 1, until.plusNanos(1), "b\n");
            writer.flush();
            assertEquals(List.of("a\n"), follow(query).get(10, TimeUnit.SECONDS));
            // and without a later line, by time
            rig.now = until.plusSeconds(1);
            LogQuery errors = new LogQuery(false, true, null, until, -1, true, live::get);
            assertEquals(List.of(), follow(errors).get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        try (LogWriter writer = rig.open(Map.of());
                LogCursor cursor = rig.cursor(LogRig.following(-1, live::get))) {
            put(writer, "a\n");
            cursor.next();
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, cursor::next);
        }
    }

    @Test
    void aFollowerTooFarBehindLosesItsOwnLinesOnly() throws Exception {
        int before = openFiles();
        try (LogWriter writer = rig.open(Map.of("max-size", "10k", "max-file", "2"));
                LogCursor cursor = rig.cursor(LogRig.following(-1, live::get))) {
            put(writer, "first\n");
            for (int i = 0; i < 300; i++) {
                put(writer, ("line " + i + "x".repeat(90) + "\n").repeat(60));
            }
            assertTrue(rig.faults.skippedFiles() > 0);
            assertTrue(openFiles() < before + 280, "too many files are held");
            end();
            List<LogLine> lines = LogRig.lines(cursor);
            assertEquals("first\n", LogRig.text(lines.getFirst()));
            assertTrue(LogRig.text(lines.getLast()).startsWith("line 299"));
        }
        assertTrue(openFiles() < before + 20, "files stay open");
    }

    private static int openFiles() {
        String[] files = Path.of("/proc/self/fd").toFile().list();
        return files == null ? 0 : files.length;
    }
}
