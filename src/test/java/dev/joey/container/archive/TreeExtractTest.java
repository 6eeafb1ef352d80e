package dev.joey.container.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.linux.FileRoot;
import dev.joey.linux.OpenFolder;
import dev.joey.testing.TestTrees;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs root, for owners and devices. */
class TreeExtractTest {
    private static final ExtractOptions PLAIN = new ExtractOptions(false, 0L, 0L);

    @TempDir Path work;

    private Path container() throws IOException {
        return Files.createDirectories(work.resolve("root"));
    }

    private void extract(byte[] tar, String at, ExtractOptions options) throws IOException {
        try (FileRoot root = TestTrees.host().root(container())) {
            TreeExtract.extract(new ByteArrayInputStream(tar), root, at, options);
        }
    }

    private static byte[] tar(Consumer<Members> members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
            out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            members.accept(new Members(out));
        }
        return bytes.toByteArray();
    }

    /** Writes members. */
    private record Members(TarArchiveOutputStream out) {
        void file(String name, String content) {
            TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
            entry.setSize(content.length());
            put(entry, content);
        }

        void folder(String name) {
            put(new TarArchiveEntry(name, TarConstants.LF_DIR, true), "");
        }

        void link(String name, String target, byte type) {
            TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
            entry.setLinkName(target);
            put(entry, "");
        }

        private void put(TarArchiveEntry entry, String content) {
            try {
                out.putArchiveEntry(entry);
                out.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                out.closeArchiveEntry();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void aSymlinkOfTheArchiveNeverLeadsOutOfTheRoot() throws IOException {
        Files.createDirectories(container().resolve("in"));
        Path outside = Files.createDirectories(work.resolve("outside"));
        extract(
                tar(
                        t -> {
                            t.link("a", outside.toString(), TarConstants.LF_SYMLINK);
                            t.link("b", "../../..", TarConstants.LF_SYMLINK);
                            t.file("b/escaped", "x");
                        }),
                "/in",
                PLAIN);
        assertTrue(Files.exists(container().resolve("escaped")), "at the container's own root");
        try (Stream<Path> left = Files.list(outside)) {
            assertEquals(List.of(), left.toList());
        }
        assertFalse(Files.exists(work.resolve("escaped")));
    }

    @Test
    void aSymlinkOfTheContainerIsFollowedWithinIt() throws IOException {
        Files.createDirectories(container().resolve("run"));
        Files.createDirectories(container().resolve("var"));
        Files.createSymbolicLink(container().resolve("var/run"), Path.of("/run"));
        extract(tar(t -> t.file("var/run/pid", "7")), "/", PLAIN);
        assertEquals("7", Files.readString(container().resolve("run/pid")));
    }

    @Test
    void aMemberThatClimbsIsRefused() throws IOException {
        Files.createDirectories(container().resolve("in"));
        InvalidParameter refused =
                assertThrows(
                        InvalidParameter.class,
                        () -> extract(tar(t -> t.file("../up", "x")), "/in", PLAIN));
        assertEquals("\"../up\" is outside of \"/in\"", refused.getMessage());
        assertFalse(Files.exists(container().resolve("up")));
    }

    @Test
    void aFolderIsMergedIntoAndAFileIsReplaced() throws IOException {
        Files.createDirectories(container().resolve("d"));
        Files.writeString(container().resolve("d/old"), "old");
        Files.writeString(container().resolve("d/f"), "longer than the new one");
        extract(
                tar(
                        t -> {
                            t.folder("d/");
                            t.file("d/f", "new");
                        }),
                "/",
                PLAIN);
        assertEquals("old", Files.readString(container().resolve("d/old")));
        assertEquals("new", Files.readString(container().resolve("d/f")));
    }

    @Test
    void kindsAreKeptIfThatIsAsked() throws IOException {
        Files.createDirectories(container().resolve("d"));
        InvalidParameter refused =
                assertThrows(
                        InvalidParameter.class,
                        () ->
                                extract(
                                        tar(t -> t.file("d", "x")),
                                        "/",
                                        new ExtractOptions(true, null, null)));
        assertTrue(refused.getMessage().startsWith("cannot overwrite directory"));
        assertTrue(Files.isDirectory(container().resolve("d")));
    }

    @Test
    void aHardLinkIsMadeWithinTheArchivesFolder() throws IOException {
        Files.createDirectories(container().resolve("in"));
        extract(
                tar(
                        t -> {
                            t.file("a", "x");
                            t.link("b", "a", TarConstants.LF_LINK);
                        }),
                "/in",
                PLAIN);
        assertEquals(2, Files.getAttribute(container().resolve("in/b"), "unix:nlink"));
    }

    @Test
    void whatIsWrittenOutComesBackTheSame() throws IOException {
        Path from = Files.createDirectories(work.resolve("from/deep/" + "n".repeat(120)));
        Files.writeString(from.resolve("ü"), "content");
        Files.createLink(from.resolve("twin"), from.resolve("ü"));
        Files.createSymbolicLink(from.resolve("link"), Path.of("/somewhere/" + "t".repeat(150)));
        Files.setPosixFilePermissions(
                from.resolve("ü"),
                java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-x--x"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OpenFolder folder = TestTrees.host().folder(work.resolve("from"))) {
            TreeArchive.writeFolder(folder, OpenFolder.bytes("from"), bytes);
        }
        extract(bytes.toByteArray(), "/", new ExtractOptions(false, null, null));
        Path to = container().resolve("from/deep/" + "n".repeat(120));
        assertEquals("content", Files.readString(to.resolve("ü")));
        assertEquals(2, Files.getAttribute(to.resolve("twin"), "unix:nlink"));
        assertEquals(
                "/somewhere/" + "t".repeat(150),
                Files.readSymbolicLink(to.resolve("link")).toString());
        assertEquals(
                Files.getPosixFilePermissions(from.resolve("ü")),
                Files.getPosixFilePermissions(to.resolve("ü")));
        assertEquals(
                Files.getLastModifiedTime(from).toInstant().getEpochSecond(),
                Files.getLastModifiedTime(to).toInstant().getEpochSecond());
    }

    @Test
    void aBrokenArchiveLeavesNoHalfFile() throws IOException {
        byte[] whole = tar(t -> t.file("f", "x".repeat(5000)));
        byte[] half = java.util.Arrays.copyOf(whole, 2000);
        assertThrows(InvalidParameter.class, () -> extract(half, "/", PLAIN));
        assertFalse(Files.exists(container().resolve("f")));
    }
}
