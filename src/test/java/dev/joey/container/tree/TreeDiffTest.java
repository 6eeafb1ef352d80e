package dev.joey.container.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.linux.FileEntry;
import dev.joey.linux.FileTrees;
import dev.joey.linux.Folder;
import dev.joey.linux.RealFileTrees;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeDiffTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.ofEpochSecond(1_000_000_000));

    private final FileTrees trees = RealFileTrees.make();
    private Path image;
    private Path root;

    @BeforeEach
    void twoTrees(@TempDir Path temp) throws IOException {
        image = Files.createDirectory(temp.resolve("image"));
        root = Files.createDirectory(temp.resolve("root"));
        for (Path tree : List.of(image, root)) {
            file(tree.resolve("a/b/kept"), "same");
            file(tree.resolve("a/other/file"), "same");
        }
    }

    private static void file(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, LONG_AGO);
    }

    private List<String> changes() throws IOException {
        List<String> told = new ArrayList<>();
        try (Folder before = trees.open(image);
                Folder now = trees.open(root)) {
            TreeDiff.compare(
                    before,
                    now,
                    null,
                    new TreeDiff.Sink() {
                        @Override
                        public void added(String path, Folder parent, FileEntry entry) {
                            told.add("A " + path);
                        }

                        @Override
                        public void modified(String path, Folder parent, FileEntry entry) {
                            told.add("C " + path);
                        }

                        @Override
                        public void deleted(String path) {
                            told.add("D " + path);
                        }
                    });
        }
        return told;
    }

    @Test
    void equalTreesDoNotDiffer() throws IOException {
        assertEquals(List.of(), changes());
    }

    @Test
    void whatIsNewChangedAndGoneIsToldWithItsFolders() throws IOException {
        file(root.resolve("a/b/new"), "x");
        file(root.resolve("c/d/e"), "x");
        Files.writeString(root.resolve("a/b/kept"), "other");
        Files.delete(root.resolve("a/other/file"));
        assertEquals(
                List.of(
                        "C a",
                        "C a/b",
                        "C a/b/kept",
                        "A a/b/new",
                        "C a/other",
                        "D a/other/file",
                        "A c",
                        "A c/d",
                        "A c/d/e"),
                changes());
    }

    @Test
    void aFolderThatBecameAFileAndAFileThatBecameAFolderAreChanged() throws IOException {
        Files.delete(root.resolve("a/other/file"));
        Files.delete(root.resolve("a/other"));
        file(root.resolve("a/other"), "now a file");
        Files.delete(root.resolve("a/b/kept"));
        file(root.resolve("a/b/kept/inner"), "x");
        assertEquals(
                List.of("C a", "C a/b", "C a/b/kept", "A a/b/kept/inner", "C a/other"), changes());
    }

    @Test
    void otherPermissionsAreAChange() throws IOException {
        Files.setPosixFilePermissions(
                root.resolve("a/other"), PosixFilePermissions.fromString("rwx------"));
        assertEquals(List.of("C a", "C a/other"), changes());
    }

    @Test
    void whatAStartPutsThereToMountUponIsNoChange() throws IOException {
        file(root.resolve("etc/hosts"), "");
        Files.createDirectories(root.resolve("dev/shm"));
        Files.createDirectories(root.resolve("proc"));
        assertEquals(List.of(), changes());

        file(root.resolve("etc/mine"), "x");
        assertEquals(List.of("A etc", "A etc/mine"), changes());
    }

    @Test
    void onlyWhatTheUpperFolderListsIsCompared(@TempDir Path upper) throws IOException {
        file(root.resolve("a/b/new"), "x");
        file(root.resolve("unlisted"), "x");
        file(upper.resolve("a/b/new"), "x");
        List<String> told = new ArrayList<>();
        try (Folder before = trees.open(image);
                Folder now = trees.open(root);
                Folder written = trees.open(upper)) {
            TreeDiff.compare(before, now, written, new Told(told));
        }
        assertEquals(List.of("C a", "C a/b", "A a/b/new"), told);
    }

    private record Told(List<String> into) implements TreeDiff.Sink {
        @Override
        public void added(String path, Folder parent, FileEntry entry) {
            into.add("A " + path);
        }

        @Override
        public void modified(String path, Folder parent, FileEntry entry) {
            into.add("C " + path);
        }

        @Override
        public void deleted(String path) {
            into.add("D " + path);
        }
    }

    @Test
    void aTarHasNamesLinksTimesAndWhiteoutsAsTheyAre() throws IOException {
        String longName = "n".repeat(200);
        file(root.resolve("ü-" + longName), "long");
        Files.createLink(root.resolve("z-link"), root.resolve("a/b/kept"));
        Files.createSymbolicLink(root.resolve("sym"), Path.of("../out/of/it"));
        Files.setLastModifiedTime(
                root.resolve("a/b/kept"), FileTime.from(Instant.ofEpochSecond(5, 123_456_789)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TreeTar tar = new TreeTar(out);
                Folder now = trees.open(root)) {
            tar.all(now);
            tar.whiteout("a/gone");
        }
        Map<String, TarArchiveEntry> entries = new TreeMap<>();
        Map<String, String> texts = new TreeMap<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new ByteArrayInputStream(out.toByteArray()), "UTF-8")) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), entry);
                texts.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertEquals("long", texts.get("ü-" + longName));
        assertTrue(entries.get("z-link").isLink());
        assertEquals("a/b/kept", entries.get("z-link").getLinkName());
        assertEquals("../out/of/it", entries.get("sym").getLinkName());
        assertEquals(
                Instant.ofEpochSecond(5, 123_456_789),
                entries.get("a/b/kept").getLastModifiedTime().toInstant());
        assertEquals(0, entries.get("a/.wh.gone").getSize());
        assertTrue(entries.get("a/b/").isDirectory());
    }

    @Test
    void aSymlinkPutInPlaceOfAFolderLeadsNowhere(@TempDir Path outside) throws IOException {
        file(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve("evil"), outside);
        try (Folder now = trees.open(root)) {
            assertTrue(now.folder("evil").isEmpty());
            FileEntry listed = now.entry("evil").orElseThrow();
            assertEquals(FileEntry.Type.SYMLINK, listed.type());
            assertTrue(now.content(listed).isEmpty());
        }
    }
}
