package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.joey.stdio.LogWriter;
import dev.joey.stdio.Logs.LogCursor;
import dev.joey.stdio.Logs.LogLine;
import dev.joey.stdio.Logs.LogQuery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogReaderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;
    private LogRig rig;

    @BeforeEach
    void build() {
        rig = new LogRig(folder);
    }

    @AfterEach
    void stop() {
        rig.close();
        assertEquals(0, rig.signals.size());
    }

    private record Entry(int stream, Instant at, String text) {}

    private void lines(int count) {
        try (LogWriter writer = rig.open(Map.of())) {
            for (int i = 0; i < count; i++) {
                LogRig.write(writer, 1 + i % 2, LogRig.START.plusSeconds(i), i + "\n");
            }
        }
    }

    private static LogQuery streams(boolean stdout, boolean stderr, long tail) {
        return new LogQuery(stdout, stderr, null, null, tail, false, () -> false);
    }

    @Test
    void aLogThatWasNeverWrittenIsEmpty() throws Exception {
        assertEquals(List.of(), rig.texts(LogRig.ALL));
        assertEquals(List.of(), rig.texts(LogRig.query(3, LogRig.START, null)));
    }

    @Test
    void theTailCountsOnlyTheWantedStreams() throws Exception {
        lines(20);
        assertEquals(List.of("15\n", "17\n", "19\n"), rig.texts(streams(false, true, 3)));
        assertEquals(List.of("18\n", "19\n"), rig.texts(streams(true, true, 2)));
        assertEquals(List.of(), rig.texts(streams(true, true, 0)));
        assertEquals(20, rig.texts(streams(true, true, 500)).size());
        assertEquals(List.of(), rig.texts(streams(false, false, 5)));
    }

    @Test
    void sinceAndUntilAreInclusive() throws Exception {
        lines(10);
        Instant three = LogRig.START.plusSeconds(3);
        Instant five = LogRig.START.plusSeconds(5);
        assertEquals(List.of("3\n", "4\n", "5\n"), rig.texts(LogRig.query(-1, three, five)));
        assertEquals(
                List.of("4\n", "5\n"),
                rig.texts(LogRig.query(-1, three.plusNanos(1), five.plusNanos(1))));
        assertEquals(List.of("8\n", "9\n"), rig.texts(LogRig.query(2, three, null)));
        assertEquals(List.of(), rig.texts(LogRig.query(-1, three.plusSeconds(100), null)));
    }

    @Test
    void aLongLineIsOneLineOfTheTail() throws Exception {
        try (LogWriter writer = rig.open(Map.of())) {
            LogRig.write(writer, 1, LogRig.START, "first\n" + "x".repeat(40_000));
            LogRig.write(writer, 2, LogRig.START.plusSeconds(1), "between\n");
            LogRig.write(writer, 1, LogRig.START.plusSeconds(2), "end\n");
        }
        assertEquals(
                "x".repeat(40_000) + "end\n", String.join("", rig.texts(streams(true, true, 1))));
        assertEquals(40_004 + 8, String.join("", rig.texts(streams(true, true, 2))).length());
        assertEquals(40_004 + 8 + 6, String.join("", rig.texts(streams(true, true, 3))).length());
    }

    @Test
    void attributesComeWithEachLine() throws Exception {
        try (LogWriter writer = rig.open(Map.of(), Map.of("b", "<\n>", "a", "ü"))) {
            LogRig.write(writer, 1, LogRig.START, "x\ny\n");
        }
        for (LogLine line : rig.lines(LogRig.ALL)) {
            assertEquals(Map.of("b", "<\n>", "a", "ü"), line.attributes());
        }
    }

    @Test
    void whatComesAfterOpeningIsNotReadWithoutFollow() throws Exception {
        try (LogWriter writer = rig.open(Map.of("max-size", "1k", "max-file", "3"))) {
            LogRig.write(writer, 1, LogRig.START, "a\n");
            writer.flush();
            try (LogCursor cursor = rig.cursor(LogRig.ALL)) {
                LogRig.write(writer, 1, LogRig.START, "b\n".repeat(200));
                writer.flush();
                assertEquals(1, LogRig.lines(cursor).size());
            }
        }
    }

    @Test
    void aDamagedCompressedFileGivesWhatCanBeReadOfIt() throws Exception {
        Files.createDirectories(rig.path.getParent());
        lines(3);
        Files.write(rig.path.resolveSibling("c1-json.log.1.gz"), new byte[] {1, 2, 3, 4, 5});
        assertEquals(List.of("0\n", "1\n", "2\n"), rig.texts(LogRig.ALL));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anyQueryAnswersAsReadingAllAndCounting(boolean compress) throws Exception {
        for (int round = 0; round < 8; round++) {
            Random random = new Random(round * 2L + (compress ? 1 : 0));
            LogRig other = new LogRig(folder.resolve("round" + round));
            List<Instant> times = write(other, random, compress);
            List<Entry> all = readAll(other.path);
            for (int i = 0; i < 25; i++) {
                boolean stdout = random.nextInt(4) != 0;
                boolean stderr = !stdout || random.nextInt(3) != 0;
                LogQuery query =
                        new LogQuery(
                                stdout,
                                stderr,
                                random.nextInt(2) == 0 ? pick(times, random) : null,
                                random.nextInt(4) == 0 ? pick(times, random) : null,
                                random.nextBoolean() ? -1 : random.nextInt(random.nextInt(400) + 1),
                                false,
                                () -> false);
                List<Entry> got =
                        other.lines(query).stream()
                                .map(line -> new Entry(line.stream(), line.at(), LogRig.text(line)))
                                .toList();
                assertEquals(naive(all, query), got, () -> "round " + other.path + " " + query);
            }
            other.close();
        }
    }

    private static Instant pick(List<Instant> times, Random random) {
        return times.get(random.nextInt(times.size())).plusNanos(random.nextInt(3) - 1);
    }

    /** Long and short lines on both streams, times that sometimes stand still, unfinished lines. */
    private static List<Instant> write(LogRig rig, Random random, boolean compress) {
        List<Instant> times = new ArrayList<>();
        Map<String, String> options =
                Map.of("max-size", "150k", "max-file", "4", "compress", "" + compress);
        Instant at = LogRig.START;
        for (int run = 0; run < 3; run++) {
            try (LogWriter writer = rig.open(options)) {
                for (int i = 0; i < 700; i++) {
                    if (random.nextInt(3) != 0) {
                        at = at.plusNanos(random.nextInt(2_000_000_000));
                    }
                    times.add(at);
                    int length = random.nextInt(random.nextInt(25) == 0 ? 40_000 : 150);
                    String text = ("" + (char) ('a' + random.nextInt(26))).repeat(length);
                    boolean newline = random.nextInt(6) != 0;
                    int stream = random.nextInt(4) == 0 ? 2 : 1;
                    LogRig.write(writer, stream, at, text + (newline ? "\n" : ""));
                    if (random.nextInt(20) == 0) {
                        writer.flush();
                    }
                }
                at = at.plusSeconds(1);
                rig.now = at;
            }
        }
        if (compress) {
            await().until(
                            () -> {
                                List<LogFiles.Rotated> rotated = new LogFiles(rig.path).rotated();
                                return rotated.stream().allMatch(LogFiles.Rotated::packed)
                                        && rig.signals.size() == 0;
                            });
        }
        return times;
    }

    private static List<Entry> readAll(Path path) throws IOException {
        List<Entry> all = new ArrayList<>();
        for (int index = 9; index >= 0; index--) {
            Path plain = index == 0 ? path : path.resolveSibling(path.getFileName() + "." + index);
            Path packed = plain.resolveSibling(plain.getFileName() + ".gz");
            Path file = Files.exists(plain) ? plain : packed;
            if (Files.exists(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    InputStream unpacked = file.equals(plain) ? in : new GZIPInputStream(in);
                    for (String line : new String(unpacked.readAllBytes(), UTF_8).split("\n", -1)) {
                        if (!line.isEmpty()) {
                            JsonNode node = JSON.readTree(line);
                            all.add(
                                    new Entry(
                                            node.get("stream").asText().equals("stdout") ? 1 : 2,
                                            Instant.parse(node.get("time").asText()),
                                            node.get("log").asText()));
                        }
                    }
                }
            }
        }
        return all;
    }

    private static List<Entry> naive(List<Entry> all, LogQuery query) {
        int[] line = new int[all.size()];
        int[] open = {-1, -1, -1};
        TreeMap<Integer, Integer> lineByEnd = new TreeMap<>();
        for (int i = 0; i < all.size(); i++) {
            Entry record = all.get(i);
            line[i] = i;
            if (!(record.stream() == 1 ? query.stdout() : query.stderr())) {
                continue;
            }
            int before = open[record.stream()];
            if (before >= 0
                    && !all.get(before).text().endsWith("\n")
                    && all.get(before).at().equals(record.at())) {
                line[i] = line[before];
                lineByEnd.remove(before);
            }
            lineByEnd.put(i, line[i]);
            open[record.stream()] = i;
        }
        List<Integer> lines = new ArrayList<>(lineByEnd.values());
        int from = query.tail() < 0 ? 0 : (int) Math.max(0, lines.size() - query.tail());
        Set<Integer> selected = new HashSet<>(lines.subList(from, lines.size()));
        List<Entry> shown = new ArrayList<>();
        boolean since = query.since() == null;
        for (int i = 0; i < all.size(); i++) {
            Entry record = all.get(i);
            if (!selected.contains(line[i])) {
                continue;
            }
            since = since || !record.at().isBefore(query.since());
            if (since && query.until() != null && record.at().isAfter(query.until())) {
                break;
            }
            if (since) {
                shown.add(record);
            }
        }
        return shown;
    }

    @Test
    void closingEndsAFollowerThatWaits() throws Exception {
        lines(1);
        LogCursor cursor = rig.cursor(LogRig.following(-1, () -> true));
        assertEquals("0\n", LogRig.text(cursor.next()));
        Thread closer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    await().atMost(Duration.ofSeconds(9))
                                            .until(() -> rig.signals.size() == 1);
                                    cursor.close();
                                });
        assertEquals(null, cursor.next());
        closer.join();
    }
}
