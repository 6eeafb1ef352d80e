package dev.joey.containerd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A real containerd on roots of its own, and the doors to it; leaves nothing behind. */
final class ContainerdFixture implements AutoCloseable {
    static final String SNAPSHOTTER = "overlayfs";
    static final String RUNTIME = "io.containerd.runc.v2";
    static final String LEASE = "it";
    static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar";

    final Path base;
    final ContainerdPlace place;
    final ContainerdChannel channel;
    final GrpcContainerdStatus status;
    final ContainerdSupervisor supervisor;
    final Tasks tasks;
    final Containers containers;
    final Snapshots snapshots;
    final Content content;
    final Leases leases;
    final Layers layers;
    final GrpcTaskEvents events;

    ContainerdFixture() throws IOException {
        this(Files.createTempDirectory("joey-it"));
    }

    /** On roots that may have been used before, as by a daemon that starts again. */
    ContainerdFixture(Path base) {
        this(base, Optional.empty(), "joey-it");
    }

    /** On a containerd that another fixture keeps; only {@link #vanish} this one. */
    ContainerdFixture(ContainerdFixture other, String namespace) {
        this(other.base, Optional.of("unix://" + other.place.socket()), namespace);
    }

    private ContainerdFixture(Path base, Optional<String> external, String namespace) {
        this.base = base;
        place = ContainerdPlace.of(base.resolve("data"), base.resolve("exec"), external, namespace);
        channel = new ContainerdChannel(place);
        status = new GrpcContainerdStatus(channel);
        supervisor =
                new ContainerdSupervisor(
                        place,
                        channel,
                        status,
                        Optional.ofNullable(System.getProperty("joey.it.containerd")).map(Path::of),
                        "info");
        tasks = new GrpcTasks(channel);
        containers = new GrpcContainers(channel, place);
        snapshots = new GrpcSnapshots(channel);
        content = new GrpcContent(channel);
        leases = new GrpcLeases(channel);
        layers = new GrpcLayers(channel, status);
        events = new GrpcTaskEvents(channel);
    }

    /**
     * Unpacks a layer with nothing but busybox.
     *
     * @return the key of the committed snapshot
     */
    String unpackBusybox() throws IOException {
        byte[] tar = busyboxLayer();
        Digest digest = digest(tar);
        leases.create(LEASE);
        content.write(
                LEASE,
                "layer-" + digest.hex(),
                digest,
                tar.length,
                new ByteArrayInputStream(tar),
                Map.of());
        String key = "extract-" + digest.hex();
        List<RootMount> mounts = snapshots.prepare(SNAPSHOTTER, key, "");
        layers.apply(new Descriptor(LAYER_TYPE, digest, tar.length), mounts);
        leases.hold(LEASE, "snapshots/" + SNAPSHOTTER, digest.value());
        snapshots.commit(SNAPSHOTTER, digest.value(), key);
        return digest.value();
    }

    /** Stores a container on a fresh snapshot. */
    List<RootMount> container(String id, String parent, String... command) {
        List<RootMount> mounts = snapshots.prepare(SNAPSHOTTER, id, parent);
        containers.put(
                new Containers.NewContainer(
                        id, RUNTIME, "", false, SNAPSHOTTER, id, spec(id, command)));
        return mounts;
    }

    static byte[] spec(String id, String... command) {
        String args =
                List.of(command).stream()
                        .map(a -> '"' + a.replace("\"", "\\\"") + '"')
                        .collect(Collectors.joining(","));
        return """
        {"ociVersion":"1.0.2",
         "process":{"user":{"uid":0,"gid":0},"args":[%s],"env":["PATH=/bin"],"cwd":"/"},
         "root":{"path":"rootfs"},
         "hostname":"it",
         "mounts":[{"destination":"/proc","type":"proc","source":"proc"}],
         "linux":{"cgroupsPath":"/joey-it/%s",
          "resources":{"memory":{"limit":20971520}},
          "namespaces":[{"type":"pid"},{"type":"mount"},{"type":"ipc"},{"type":"uts"},
           {"type":"network"}]}}
        """
                .formatted(args, id)
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] busyboxLayer() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (String folder : List.of("bin/", "proc/", "dev/", "tmp/")) {
                tar.putArchiveEntry(sameEachTime(new TarArchiveEntry(folder)));
                tar.closeArchiveEntry();
            }
            byte[] busybox = Files.readAllBytes(Path.of("/bin/busybox"));
            TarArchiveEntry program = new TarArchiveEntry("bin/busybox");
            program.setMode(0100755);
            program.setSize(busybox.length);
            tar.putArchiveEntry(sameEachTime(program));
            tar.write(busybox);
            tar.closeArchiveEntry();
            for (String applet : List.of("sh", "true", "echo", "sleep", "cat")) {
                TarArchiveEntry link =
                        new TarArchiveEntry("bin/" + applet, TarConstants.LF_SYMLINK);
                link.setLinkName("busybox");
                tar.putArchiveEntry(sameEachTime(link));
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static TarArchiveEntry sameEachTime(TarArchiveEntry entry) {
        entry.setModTime(0);
        return entry;
    }

    static Digest digest(byte[] bytes) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Digest("sha256:" + HexFormat.of().formatHex(sum));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** The same bytes for the same size. */
    static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** Ends our side only; containerd runs on, as after a daemon's sudden death. */
    void vanish() {
        supervisor.leave();
        events.close();
        channel.close();
    }

    /** Ends all that is left, and removes the roots. */
    @Override
    public void close() throws IOException {
        if (status.serving()) {
            for (Tasks.TaskStatus task : tasks.list()) {
                if (task.phase() != Tasks.Phase.STOPPED) {
                    tasks.kill(task.containerId(), 9, true);
                }
                org.awaitility.Awaitility.await().until(() -> deleted(task.containerId()));
            }
        }
        events.close();
        supervisor.stop();
        channel.close();
        removeTree(base);
        for (Path cgroup : cgroups()) {
            Files.deleteIfExists(cgroup);
        }
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() throws IOException {
        String root = base.toString();
        assertFalse(Files.readString(Path.of("/proc/self/mountinfo")).contains(root));
        assertEquals(
                List.of(),
                ProcessHandle.allProcesses()
                        .filter(p -> !p.equals(ProcessHandle.current()))
                        .map(ContainerdFixture::commandLine)
                        .filter(line -> line.contains(root))
                        .toList());
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private boolean deleted(String id) {
        try {
            tasks.delete(id);
            return true;
        } catch (dev.joey.error.EngineException.Conflict stillRunning) {
            return false;
        }
    }

    private static List<Path> cgroups() throws IOException {
        try (var hierarchies = Files.list(Path.of("/sys/fs/cgroup"))) {
            return java.util.stream.Stream.concat(
                            java.util.stream.Stream.of(Path.of("/sys/fs/cgroup/joey-it")),
                            hierarchies.map(h -> h.resolve("joey-it")))
                    .toList();
        }
    }

    private static void removeTree(Path root) throws IOException {
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, IOException e)
                            throws IOException {
                        Files.delete(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
