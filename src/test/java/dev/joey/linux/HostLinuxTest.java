package dev.joey.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.joey.error.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostLinuxTest {
    private final HostLinux linux = new HostLinux(HostSyscalls.current());

    @TempDir Path temp;

    private Path root() throws IOException {
        Path root = Files.createDirectories(temp.resolve("root"));
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/passwd"), "inside");
        Files.writeString(temp.resolve("secret"), "outside");
        return root;
    }

    private Optional<String> read(Path root, String path) {
        return linux.readInRoot(root, path, 100)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void aFileIsReadAsAProcessChrootedThereSeesIt() throws IOException {
        Path root = root();
        assertEquals(Optional.of("inside"), read(root, "/etc/passwd"));
        assertEquals(Optional.of("inside"), read(root, "etc/passwd"));
        assertEquals(Optional.empty(), read(root, "/etc/group"));
        assertEquals(Optional.empty(), read(root, "/etc/passwd/x"));
    }

    @Test
    void symlinksAndDotsStayInTheRoot() throws IOException {
        Path root = root();
        Files.createSymbolicLink(root.resolve("absolute"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(root.resolve("up"), Path.of("../../../../etc/passwd"));
        Files.createSymbolicLink(root.resolve("secret"), temp.resolve("secret"));
        Files.createSymbolicLink(root.resolve("folder"), Path.of("/"));
        assertEquals(Optional.of("inside"), read(root, "/absolute"));
        assertEquals(Optional.of("inside"), read(root, "/up"));
        assertEquals(Optional.of("inside"), read(root, "/folder/folder/etc/passwd"));
        assertEquals(Optional.empty(), read(root, "/secret"));
        assertEquals(Optional.empty(), read(root, "/../secret"));
        assertEquals(Optional.empty(), read(root, "../../secret"));
    }

    @Test
    void loopsAndMagicLinksAreRefused() throws IOException {
        Path root = root();
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        assertThrows(EngineException.InvalidParameter.class, () -> read(root, "/loop"));
        try (var open = Files.newByteChannel(temp.resolve("secret"))) {
            assertTrue(open.isOpen());
            assertThrows(
                    EngineException.InvalidParameter.class,
                    () -> read(Path.of("/proc/self"), "/fd/0"));
        }
    }

    @Test
    void onlyRegularFilesOfBoundedSizeAreRead() throws IOException {
        Path root = root();
        new Fifos(HostSyscalls.current()).make(root.resolve("pipe"), 0600);
        Files.write(root.resolve("large"), new byte[101]);
        Files.write(root.resolve("fits"), new byte[100]);
        assertThrows(EngineException.InvalidParameter.class, () -> read(root, "/pipe"));
        assertThrows(EngineException.InvalidParameter.class, () -> read(root, "/etc"));
        assertThrows(EngineException.InvalidParameter.class, () -> read(root, "/large"));
        assertArrayEquals(new byte[100], linux.readInRoot(root, "/fits", 100).orElseThrow());
    }

    @Test
    void manyReadsLeaveNoDescriptorOpen() throws IOException {
        Path root = root();
        for (int i = 0; i < 50; i++) {
            read(root, "/etc/passwd");
            assertThrows(EngineException.InvalidParameter.class, () -> read(root, "/etc"));
        }
        try (var fds = Files.list(Path.of("/proc/self/fd"))) {
            assertEquals(
                    0,
                    fds.filter(
                                    fd -> {
                                        try {
                                            return Files.readSymbolicLink(fd)
                                                    .startsWith(temp.toRealPath());
                                        } catch (IOException gone) {
                                            return false;
                                        }
                                    })
                            .count());
        }
    }

    @Test
    void devicesAreTold() {
        Linux.DeviceNode device = linux.device(Path.of("/dev/null")).orElseThrow();
        assertEquals('c', device.type());
        assertEquals(1, device.major());
        assertEquals(3, device.minor());
        assertEquals(Optional.empty(), linux.device(Path.of("/etc/passwd")));
        assertEquals(Optional.empty(), linux.device(Path.of("/nowhere")));
        List<Linux.DeviceNode> all = linux.devicesBelow(Path.of("/dev"));
        assertTrue(all.contains(device));
        assertTrue(all.stream().noneMatch(d -> d.path().startsWith("/dev/pts")));
    }

    @Test
    void capabilitiesHaveTheirNames() {
        assertTrue(linux.kernelCapabilities().contains("CAP_CHOWN"));
        assertTrue(linux.kernelCapabilities().containsAll(linux.boundingCapabilities()));
        assertEquals(List.of("CAP_CHOWN", "CAP_KILL"), List.copyOf(Capabilities.ofMask(0x21)));
    }

    @Test
    void aSignalToNobodyIsFalse() throws Exception {
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        assertTrue(linux.kill(sleeper.pid(), 9));
        assertEquals(128 + 9, sleeper.waitFor());
        assertFalse(linux.kill(sleeper.pid(), 9));
        assertThrows(IllegalArgumentException.class, () -> linux.kill(-1, 9));
        assertThrows(IllegalArgumentException.class, () -> linux.kill(0, 9));
    }

    @Test
    void mountOptionsComeApart() {
        MountOptions options =
                MountOptions.of(List.of("rbind", "ro", "rw", "nosuid", "rprivate", "size=1m", "x"));
        assertEquals(MountOptions.MS_BIND | MountOptions.MS_REC | 2, options.flags());
        assertEquals(0x40000L | MountOptions.MS_REC, options.propagation());
        assertEquals("size=1m,x", options.data());
        assertTrue(options.flaggedBind());
        assertFalse(MountOptions.of(List.of("rbind", "rprivate")).flaggedBind());
    }

    @Test
    void mountsAreMadeReadOnlyAndTakenAway() throws IOException {
        assumeMounting();
        Path target = Files.createDirectory(temp.resolve("target"));
        Path bound = Files.createDirectory(temp.resolve("bound"));
        try {
            linux.mount("tmpfs", "tmpfs", target, List.of("size=1m", "nosuid"));
            Files.writeString(target.resolve("x"), "there");
            linux.mount("", target.toString(), bound, List.of("bind", "ro", "private"));
            assertEquals("there", Files.readString(bound.resolve("x")));
            assertThrows(IOException.class, () -> Files.writeString(bound.resolve("y"), "no"));
        } finally {
            linux.unmount(bound);
            linux.unmount(target);
        }
        assertFalse(Files.exists(target.resolve("x")));
        linux.unmount(target);
        linux.unmount(temp.resolve("nowhere"));
    }

    @Test
    void aMountThatFailsSaysWhatAndWhy() {
        assumeMounting();
        EngineException failed =
                assertThrows(
                        EngineException.Internal.class,
                        () -> linux.mount("tmpfs", "tmpfs", temp.resolve("nowhere"), List.of()));
        assertEquals("mount tmpfs on " + temp.resolve("nowhere") + ": ENOENT", failed.getMessage());
    }

    @Test
    void anOverlayOfMoreLayersThanAPageOfOptionsHoldsIsMounted() throws IOException {
        assumeMounting();
        Path space = Files.createDirectory(temp.resolve("space"));
        Path target = Files.createDirectory(temp.resolve("merged"));
        linux.mount("tmpfs", "tmpfs", space, List.of());
        try {
            Path layers =
                    Files.createDirectories(space.resolve("a-rather-long-name-of-a-folder/snap"));
            List<String> folders = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Path layer = Files.createDirectories(layers.resolve(i + "/fs"));
                Files.writeString(layer.resolve("f" + i), "" + i);
                folders.add(layer.toString());
            }
            assertTrue(String.join(":", folders).length() > 4096);
            linux.mount(
                    "overlay",
                    "overlay",
                    target,
                    List.of("ro", "lowerdir=" + String.join(":", folders)));
            try {
                assertEquals("0", Files.readString(target.resolve("f0")));
                assertEquals("99", Files.readString(target.resolve("f99")));
            } finally {
                linux.unmount(target);
            }
        } finally {
            linux.unmount(space);
        }
    }

    @Test
    void theFolderThatPathsShareEndsWithASlash() {
        assertEquals("/a/b/", Mounts.sharedFolder(List.of("/a/b/10/fs", "/a/b/1/fs")));
        assertEquals("/", Mounts.sharedFolder(List.of("/a", "/b")));
    }

    private static void assumeMounting() {
        assumeTrue(
                new HostLinux(HostSyscalls.current())
                                .boundingCapabilities()
                                .contains("CAP_SYS_ADMIN")
                        && System.getProperty("user.name").equals("root"));
    }
}
