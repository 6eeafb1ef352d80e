package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.stdio.LogWriter;
import dev.joey.stdio.Logs.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFileWriterTest {
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

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(rig.path.getParent())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theFileIsAsDockerWritesIt() throws Exception {
        try (LogWriter writer = rig.open(Map.of(), Map.of("tag", "t", "a", "<1>"))) {
            LogRig.write(writer, 1, LogRig.START, "hello\tworld\nhalf");
            LogRig.write(writer, 2, Instant.parse("2026-11-23T21:35:12.100Z"), "\"err\"\r\n");
            rig.now = Instant.parse("2026-11-23T21:35:13Z");
        }
        String attrs = "\"attrs\":{\"a\":\"\\u003c1\\u003e\",\"tag\":\"t\"}";
        assertEquals(
                "{\"log\":\"hello\\u0009world\\n\",\"stream\":\"stdout\","
                        + attrs
                        + ",\"time\":\"2026-11-23T21:35:11.683847397Z\"}\n"
                        + "{\"log\":\"\\\"err\\\"\\r\\n\",\"stream\":\"stderr\","
                        + attrs
                        + ",\"time\":\"2026-11-23T21:35:12.1Z\"}\n"
                        + "{\"log\":\"half\",\"stream\":\"stdout\","
                        + attrs
                        + ",\"time\":\"2026-11-23T21:35:13Z\"}\n",
                Files.readString(rig.path));
        assertEquals(
                "rw-r-----",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(rig.path)));
    }

    @Test
    void nothingIsInTheFileBeforeTheFlushAndAllAfter() throws Exception {
        try (LogWriter writer = rig.open(Map.of())) {
            LogRig.write(writer, 1, LogRig.START, "a\nb\nc");
            assertEquals(0, Files.size(rig.path));
            writer.flush();
            assertEquals(2, Files.readAllLines(rig.path).size());
        }
    }

    @Test
    void everyByteThatIsTextComesBackAndOthersAreReplaced() throws Exception {
        Random random = new Random(1);
        byte[] noise = new byte[300_000];
        random.nextBytes(noise);
        byte[] text = "äöü€😀\0\u0001\u2028<&>\\\"\t\r\n".repeat(20_000).getBytes(UTF_8);
        try (LogWriter writer = rig.open(Map.of())) {
            for (int at = 0; at < text.length; ) {
                int count = Math.min(1 + random.nextInt(70_000), text.length - at);
                writer.write(1, LogRig.START, text, at, count);
                at += count;
            }
            writer.write(2, LogRig.START, noise, 0, noise.length);
        }
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        for (LogLine line : rig.lines(LogRig.ALL)) {
            (line.stream() == 1 ? stdout : stderr).writeBytes(line.bytes());
        }
        assertArrayEquals(text, stdout.toByteArray());
        assertEquals(
                new String(noise, UTF_8).replace("\ufffd", ""),
                stderr.toString(UTF_8).replace("\ufffd", ""));
    }

    @Test
    void aFileThatReachesItsSizeIsRotatedBeforeTheNextRecord() throws Exception {
        Map<String, String> options = Map.of("max-size", "1k", "max-file", "3");
        try (LogWriter writer = rig.open(options)) {
            for (int i = 0; i < 100; i++) {
                LogRig.write(writer, 1, LogRig.START, "line " + i + "\n");
                if (i % 7 == 0) {
                    writer.flush();
                }
            }
        }
        assertEquals(List.of("c1-json.log", "c1-json.log.1", "c1-json.log.2"), names());
        int record =
                Files.readAllLines(rig.path.resolveSibling("c1-json.log.1")).getFirst().length()
                        + 1;
        for (String full : List.of("c1-json.log.1", "c1-json.log.2")) {
            long size = Files.size(rig.path.resolveSibling(full));
            assertTrue(size >= 1_000 && size < 1_000 + record, full + " has " + size);
        }
        List<String> kept = rig.texts(LogRig.ALL);
        for (int i = 0; i < kept.size(); i++) {
            assertEquals("line " + (100 - kept.size() + i) + "\n", kept.get(i));
        }
    }

    @Test
    void rotationDoesNotDependOnHowRecordsAreBatched() throws Exception {
        Map<String, String> options = Map.of("max-size", "2k", "max-file", "9");
        Random random = new Random(4);
        LogRig other = new LogRig(folder.resolve("other"));
        try (LogWriter one = rig.open(options);
                LogWriter all = other.open(options)) {
            for (int i = 0; i < 120; i++) {
                String text = "x".repeat(random.nextInt(200)) + "\n";
                LogRig.write(one, 1, LogRig.START, text);
                one.flush();
                LogRig.write(all, 1, LogRig.START, text);
            }
        }
        for (String name : names()) {
            assertEquals(
                    Files.readString(rig.path.resolveSibling(name)),
                    Files.readString(other.path.resolveSibling(name)));
        }
        assertEquals(9, names().size());
        other.close();
    }

    @Test
    void withOneFileRotationBeginsAnew() throws Exception {
        try (LogWriter writer = rig.open(Map.of("max-size", "1k"))) {
            for (int i = 0; i < 30; i++) {
                LogRig.write(writer, 1, LogRig.START, "line " + i + "\n");
            }
        }
        assertEquals(List.of("c1-json.log"), names());
        assertEquals("line 29\n", rig.texts(LogRig.ALL).getLast());
    }

    @Test
    void rotatedFilesAreCompressedWithTheirLastTime() throws Exception {
        Map<String, String> options = Map.of("max-size", "1k", "max-file", "4", "compress", "true");
        try (LogWriter writer = rig.open(options)) {
            for (int i = 0; i < 35; i++) {
                LogRig.write(writer, 1, LogRig.START.plusSeconds(i), "line " + i + "\n");
            }
        }
        await().until(
                        () ->
                                names().equals(
                                                List.of(
                                                        "c1-json.log",
                                                        "c1-json.log.1.gz",
                                                        "c1-json.log.2.gz")));
        Path newest = rig.path.resolveSibling("c1-json.log.1.gz");
        String unpacked;
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(newest))) {
            unpacked = new String(in.readAllBytes(), UTF_8);
        }
        assertTrue(unpacked.endsWith("}\n"));
        try (FileChannel channel = FileChannel.open(newest)) {
            Instant last = PackedLog.lastTime(channel);
            assertNotNull(last);
            byte[] time = new byte[RecordTime.LENGTH];
            String text = new String(time, 0, RecordTime.write(last, time, 0), UTF_8);
            assertTrue(unpacked.stripTrailing().endsWith("\"" + text + "\"}"));
        }
        assertEquals(
                "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(newest)));
        List<String> lines = rig.texts(LogRig.ALL);
        assertEquals(35, lines.size());
        assertEquals("line 0\n", lines.getFirst());
    }

    @Test
    void aFloodInNonBlockingModeDropsWholeLinesAndCountsThem() throws Exception {
        Map<String, String> options = Map.of("mode", "non-blocking", "max-buffer-size", "1k");
        int lines = 20_000;
        String text = "y".repeat(50) + "\n";
        try (LogWriter writer = rig.open(options)) {
            byte[] flood = text.repeat(lines).getBytes(UTF_8);
            writer.write(1, LogRig.START, flood, 0, flood.length);
            writer.flush();
        }
        List<String> kept = rig.texts(LogRig.ALL);
        assertEquals(lines, kept.size() + rig.faults.droppedRecords());
        assertFalse(kept.isEmpty());
        assertTrue(kept.stream().allMatch(text::equals));
    }

    @Test
    void nonBlockingModeLosesNothingThatFits() throws Exception {
        try (LogWriter writer = rig.open(Map.of("mode", "non-blocking"))) {
            for (int i = 0; i < 1_000; i++) {
                LogRig.write(writer, 1, LogRig.START, i + "\n");
            }
            LogRig.write(writer, 1, LogRig.START, "end");
        }
        List<String> kept = rig.texts(LogRig.ALL);
        assertEquals(1_001, kept.size());
        assertEquals("end", kept.getLast());
    }

    @Test
    void removalTakesAllFiles() throws Exception {
        try (LogWriter writer = rig.open(Map.of("max-size", "1k", "max-file", "4"))) {
            LogRig.write(writer, 1, LogRig.START, "line\n".repeat(50));
        }
        assertTrue(names().size() > 2);
        LogFiles.delete(rig.path);
        LogFiles.delete(rig.path);
        assertEquals(List.of(), names());
    }

    @Test
    void anInterruptedThreadStillWrites() throws Exception {
        try (LogWriter writer = rig.open(Map.of())) {
            Thread.currentThread().interrupt();
            LogRig.write(writer, 1, LogRig.START, "a\n");
            writer.flush();
            LogRig.write(writer, 1, LogRig.START, "b\n");
            writer.flush();
            assertTrue(Thread.interrupted());
        }
        assertEquals(List.of("a\n", "b\n"), rig.texts(LogRig.ALL));
        assertEquals(0, rig.faults.failedWrites());
    }
}
