package dev.joey.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixSocketFileTest {
    @TempDir Path folder;

    @Test
    void aSocketAppearsWithModeAndGroupAndLeavesNothing() throws IOException {
        Path path = folder.resolve("made/by/us/a.sock");
        UnixSocketFile file = UnixSocketFile.prepare(path);
        try (ServerSocketChannel _ = bind(file.bindPath())) {
            assertFalse(Files.exists(path));
            file.publish("daemon");
            PosixFileAttributes seen = Files.readAttributes(path, PosixFileAttributes.class);
            assertEquals("rw-rw----", PosixFilePermissions.toString(seen.permissions()));
            assertEquals("daemon", seen.group().getName());
            assertEquals(
                    "rwx--x--x",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())));
            file.remove();
        }
        assertEquals(List.of(), names(path.getParent()));
    }

    @Test
    void anUnknownGroupChangesNothing() throws IOException {
        Path path = folder.resolve("a.sock");
        UnixSocketFile file = UnixSocketFile.prepare(path);
        try (ServerSocketChannel _ = bind(file.bindPath())) {
            file.publish("no-such-group-here");
            assertTrue(Files.exists(path));
            file.remove();
        }
    }

    @Test
    void aStaleSocketIsReplaced() throws IOException {
        Path path = folder.resolve("a.sock");
        bind(path).close();
        assertTrue(Files.exists(path));
        UnixSocketFile file = UnixSocketFile.prepare(path);
        try (ServerSocketChannel _ = bind(file.bindPath())) {
            file.publish("daemon");
            file.remove();
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void aSocketThatSomebodyListensOnIsLeftAlone() throws IOException {
        Path path = folder.resolve("a.sock");
        try (ServerSocketChannel _ = bind(path)) {
            var refusal =
                    assertThrows(
                            EngineException.Conflict.class, () -> UnixSocketFile.prepare(path));
            assertTrue(refusal.getMessage().contains("another daemon listens there"));
            assertEquals(List.of("a.sock"), names(folder));
        }
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws IOException {
        Path path = Files.writeString(folder.resolve("a.sock"), "precious");
        assertThrows(EngineException.Conflict.class, () -> UnixSocketFile.prepare(path));
        assertEquals("precious", Files.readString(path));
    }

    @Test
    void aSymlinkIsFollowedAndStays() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real.sock"));
        UnixSocketFile file = UnixSocketFile.prepare(link);
        try (ServerSocketChannel _ = bind(file.bindPath())) {
            file.publish("daemon");
            assertTrue(Files.isSymbolicLink(link));
            assertTrue(Files.exists(folder.resolve("real.sock"), LinkOption.NOFOLLOW_LINKS));
            file.remove();
        }
        assertEquals(List.of("link"), names(folder));
    }

    @Test
    void aSocketThatSomebodyElsePutThereSinceIsNotRemoved() throws IOException {
        Path path = folder.resolve("a.sock");
        UnixSocketFile file = UnixSocketFile.prepare(path);
        try (ServerSocketChannel _ = bind(file.bindPath())) {
            file.publish("daemon");
            Files.delete(path);
            try (ServerSocketChannel _ = bind(path)) {
                file.remove();
                assertTrue(Files.exists(path));
            }
        }
    }

    @Test
    void aPathTooLongForAnAddressIsRefused() throws IOException {
        Path path = folder.resolve("x".repeat(120));
        assertThrows(EngineException.InvalidParameter.class, () -> UnixSocketFile.prepare(path));
        assertEquals(List.of(), names(folder));
    }

    private static ServerSocketChannel bind(Path path) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(path));
    }

    private static List<String> names(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
