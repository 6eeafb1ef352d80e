package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.joey.stdio.LogWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFaultsTest {
    private static final String RECORD =
            "{\"log\":\"old\\n\",\"stream\":\"stdout\",\"time\":\"2026-11-23T21:35:11Z\"}";

    @TempDir Path folder;
    private LogRig rig;

    @BeforeEach
    void build() throws IOException {
        rig = new LogRig(folder);
        Files.createDirectories(rig.path.getParent());
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private void leave(String content) throws IOException {
        Files.writeString(rig.path, content);
    }

    private void run(String text) {
        try (LogWriter writer = rig.open(Map.of())) {
            LogRig.write(writer, 1, LogRig.START, text);
        }
    }

    @Test
    void aTornRecordOfAKilledDaemonIsCut() throws Exception {
        for (int cut = 1; cut < RECORD.length() - 1; cut++) {
            leave(RECORD + "\n" + RECORD.substring(0, cut));
            run("new\n");
            assertEquals(List.of("old\n", "new\n"), rig.texts(LogRig.ALL));
            assertEquals(2, Files.readAllLines(rig.path).size());
        }
        assertEquals(0, rig.faults.skippedRecords());
    }

    @Test
    void aRecordThatLacksOnlyItsNewlineIsKept() throws Exception {
        leave(RECORD + "\n" + RECORD);
        run("new\n");
        assertEquals(List.of("old\n", "old\n", "new\n"), rig.texts(LogRig.ALL));
    }

    @Test
    void zerosAfterAPowerCutAreCut() throws Exception {
        leave(RECORD + "\n" + "\0".repeat(200_000));
        run("new\n");
        assertEquals(List.of("old\n", "new\n"), rig.texts(LogRig.ALL));
        leave("\0".repeat(100));
        run("new\n");
        assertEquals(List.of("new\n"), rig.texts(LogRig.ALL));
    }

    @Test
    void linesThatAreNoRecordsArePassedOverAndCounted() throws Exception {
        leave("garbage\n" + RECORD + "\n\n{\"log\":1}\n" + RECORD + "\n");
        assertEquals(List.of("old\n", "old\n"), rig.texts(LogRig.ALL));
        assertEquals(3, rig.faults.skippedRecords());
        assertEquals(List.of("old\n", "old\n"), rig.texts(LogRig.query(5, null, null)));
        assertEquals(List.of("old\n"), rig.texts(LogRig.query(1, null, null)));
    }

    @Test
    void anEndlessLineIsPassedOverInConstantMemory() throws Exception {
        Files.writeString(rig.path, RECORD + "\n");
        byte[] block = "z".repeat(1 << 20).getBytes(UTF_8);
        for (int i = 0; i < 12; i++) {
            Files.write(rig.path, block, StandardOpenOption.APPEND);
        }
        Files.writeString(rig.path, "\n" + RECORD + "\n", StandardOpenOption.APPEND);
        assertEquals(List.of("old\n", "old\n"), rig.texts(LogRig.ALL));
        assertEquals(List.of("old\n", "old\n"), rig.texts(LogRig.query(2, null, null)));
    }

    @Test
    void aRemovedFileIsMadeAnew() throws Exception {
        try (LogWriter writer = rig.open(Map.of())) {
            LogRig.write(writer, 1, LogRig.START, "gone\n");
            writer.flush();
            Files.delete(rig.path);
            LogRig.write(writer, 1, LogRig.START, "kept\n");
            writer.flush();
            assertEquals(List.of("kept\n"), rig.texts(LogRig.ALL));
        }
    }

    @Test
    void anEmptiedFileIsGoneOnWithAtItsBeginning() throws Exception {
        try (LogWriter writer = rig.open(Map.of())) {
            LogRig.write(writer, 1, LogRig.START, "gone\n");
            writer.flush();
            Files.newByteChannel(rig.path, StandardOpenOption.WRITE).truncate(0).close();
            LogRig.write(writer, 1, LogRig.START, "kept\n");
            writer.flush();
            assertEquals(List.of("kept\n"), rig.texts(LogRig.ALL));
            assertTrue(Files.readString(rig.path).startsWith("{"));
        }
    }

    @Test
    void aLostFolderIsCountedAndWritingResumes() throws Exception {
        try (LogWriter writer = rig.open(Map.of())) {
            Files.delete(rig.path);
            Files.delete(rig.path.getParent());
            LogRig.write(writer, 1, LogRig.START, "a\nb\n");
            writer.flush();
            assertEquals(1, rig.faults.failedWrites());
            assertEquals(2, rig.faults.lostRecords());
            assertEquals(
                    "cannot write: No such file or directory",
                    rig.faults.of(rig.path).orElseThrow().message());
            Files.createDirectory(rig.path.getParent());
            LogRig.write(writer, 1, LogRig.START, "c\n");
            writer.flush();
            assertTrue(rig.faults.of(rig.path).isEmpty());
            assertEquals(List.of("c\n"), rig.texts(LogRig.ALL));
        }
    }

    @Test
    void aLogThatCannotBeOpenedDoesNotStopTheContainer() throws Exception {
        Files.createDirectory(rig.path);
        try (LogWriter writer = rig.open(Map.of())) {
            LogRig.write(writer, 1, LogRig.START, "a\n");
            writer.flush();
            assertTrue(rig.faults.failedWrites() >= 2);
            Files.delete(rig.path);
            LogRig.write(writer, 1, LogRig.START, "b\n");
            writer.flush();
        }
        assertEquals(List.of("b\n"), rig.texts(LogRig.ALL));
    }

    @Test
    void aLogThatCannotBeRotatedGrows() throws Exception {
        // a folder in the way of the new file; rotation needs the name free
        Path inTheWay = rig.path.resolveSibling("c1-json.log.new");
        try (LogWriter writer = rig.open(Map.of("max-size", "1k", "max-file", "2"))) {
            Files.createDirectories(inTheWay.resolve("full"));
            LogRig.write(writer, 1, LogRig.START, "line\n".repeat(50));
            writer.flush();
            LogRig.write(writer, 1, LogRig.START, "line\n".repeat(50));
            writer.flush();
            assertEquals(100, rig.texts(LogRig.ALL).size());
            assertTrue(rig.faults.of(rig.path).isPresent());
            Files.delete(inTheWay.resolve("full"));
            LogRig.write(writer, 1, LogRig.START, "last\n");
            writer.flush();
            assertTrue(rig.faults.of(rig.path).isEmpty());
        }
        assertEquals(1, Files.readAllLines(rig.path).size());
        assertEquals(101, rig.texts(LogRig.ALL).size());
    }

    @Test
    void aFullDiskIsCountedLeavesWholeRecordsAndWritingResumes() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "mounting needs root");
        Path disk = Files.createDirectory(folder.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString());
        try (LogRig small = new LogRig(disk)) {
            try (LogWriter writer = small.open(Map.of())) {
                Path filler = disk.resolve("filler");
                Files.write(filler, new byte[128 * 1024]);
                byte[] lines = ("x".repeat(99) + "\n").repeat(3_000).getBytes(UTF_8);
                writer.write(1, LogRig.START, lines, 0, lines.length);
                writer.flush();
                assertTrue(small.faults.failedWrites() >= 1);
                List<String> kept = small.texts(LogRig.ALL);
                assertEquals(3_000, kept.size() + small.faults.lostRecords());
                assertTrue(kept.size() > 400);
                assertTrue(Files.readString(small.path).endsWith("}\n"));
                assertEquals(
                        "cannot write: No space left on device",
                        small.faults.of(small.path).orElseThrow().message());
                Files.delete(filler);
                LogRig.write(writer, 1, LogRig.START, "after\n");
                writer.flush();
                assertTrue(small.faults.of(small.path).isEmpty());
                assertEquals("after\n", small.texts(LogRig.ALL).getLast());
                assertEquals(kept.size() + 1, small.texts(LogRig.ALL).size());
                assertEquals(0, small.faults.skippedRecords());
            }
        } finally {
            run("umount", disk.toString());
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    }
}
