package dev.joey.containerd;

import static dev.joey.containerd.ContainerdFixture.LEASE;
import static dev.joey.containerd.ContainerdFixture.SNAPSHOTTER;
import static dev.joey.containerd.ContainerdFixture.digest;
import static dev.joey.containerd.ContainerdFixture.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import dev.joey.oci.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks, snapshots and leases of a real containerd, and what it tells of them. */
class ContainerdIT {
    private ContainerdFixture containerd;
    private final Heard heard = new Heard();

    @BeforeEach
    void start() throws IOException {
        containerd = new ContainerdFixture();
        containerd.supervisor.start();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        containerd.close();
    }

    @Test
    void aContainerIsMadeRunsIsHeardOfAndGoes() throws Exception {
        String image = containerd.unpackBusybox();
        containerd.events.subscribe(heard);
        heard.expect("connected");
        Path stdout = fifo("stdout");
        List<RootMount> rootfs =
                containerd.container("c1", image, "/bin/sh", "-c", "echo hello; exit 7");

        long pid;
        try (RandomAccessFile out = new RandomAccessFile(stdout.toFile(), "rw")) {
            String fifo = stdout.toString();
            pid = containerd.tasks.create(new Tasks.NewTask("c1", rootfs, "", fifo, fifo, false));
            assertEquals(Tasks.Phase.CREATED, containerd.tasks.get("c1").orElseThrow().phase());
            assertEquals(List.of(pid), containerd.tasks.pids("c1"));
            containerd.tasks.start("c1");
            assertEquals("hello", out.readLine());
        }
        heard.expect("exited c1 c1 " + pid + " 7");

        Tasks.TaskStatus status = containerd.tasks.get("c1").orElseThrow();
        assertEquals(Tasks.Phase.STOPPED, status.phase());
        assertEquals(7, status.exitCode());
        assertTrue(Duration.between(status.exitedAt(), java.time.Instant.now()).toSeconds() < 60);
        assertEquals(7, containerd.tasks.delete("c1").orElseThrow().code());
        assertEquals(Optional.empty(), containerd.tasks.delete("c1"));
        assertEquals(Optional.empty(), containerd.tasks.get("c1"));
        assertEquals(List.of("c1"), containerd.containers.list());
        containerd.containers.delete("c1");
        containerd.containers.delete("c1");
        containerd.snapshots.remove(SNAPSHOTTER, "c1");
        containerd.snapshots.remove(SNAPSHOTTER, "c1");
        assertEquals(List.of(), containerd.containers.list());
        assertEquals(Optional.empty(), containerd.snapshots.stat(SNAPSHOTTER, "c1"));
    }

    @Test
    void aRunningTaskIsPausedResumedAndKilled() throws Exception {
        String image = containerd.unpackBusybox();
        containerd.events.subscribe(heard);
        heard.expect("connected");
        long pid = run("c2", image, "/bin/sleep", "1000");
        containerd.tasks.pause("c2");
        assertEquals(Tasks.Phase.PAUSED, containerd.tasks.get("c2").orElseThrow().phase());
        containerd.tasks.resume("c2");
        assertEquals(Tasks.Phase.RUNNING, containerd.tasks.get("c2").orElseThrow().phase());
        assertThrows(EngineException.Conflict.class, () -> containerd.tasks.delete("c2"));
        containerd.tasks.kill("c2", 9, false);
        heard.expect("exited c2 c2 " + pid + " 137");
        assertThrows(EngineException.NotFound.class, () -> containerd.tasks.kill("c2", 9, false));
        assertEquals(137, containerd.tasks.delete("c2").orElseThrow().code());
    }

    @Test
    void anOutOfMemoryKillIsHeard() throws Exception {
        String image = containerd.unpackBusybox();
        containerd.events.subscribe(heard);
        heard.expect("connected");
        long pid =
                run("c6", image, "/bin/sh", "-c", "a=0123456789abcdef; while :; do a=$a$a; done");
        heard.expectAll("oom c6", "exited c6 c6 " + pid + " 137");
    }

    @Test
    void aContainerOfTheSameIdIsReplaced() throws Exception {
        String image = containerd.unpackBusybox();
        List<RootMount> first = containerd.container("c3", image, "/bin/true");
        List<RootMount> second = containerd.container("c3", image, "/bin/echo", "again");
        assertEquals(first, second);
        assertEquals(List.of("c3"), containerd.containers.list());
        Path stdout = fifo("stdout");
        try (RandomAccessFile out = new RandomAccessFile(stdout.toFile(), "rw")) {
            String fifo = stdout.toString();
            containerd.tasks.create(new Tasks.NewTask("c3", second, "", fifo, fifo, false));
            containerd.tasks.start("c3");
            assertEquals("again", out.readLine());
        }
    }

    @Test
    void aMissingCommandFailsTheCreationWithTheRuntimesWords() throws Exception {
        String image = containerd.unpackBusybox();
        List<RootMount> rootfs = containerd.container("c4", image, "/bin/absent");
        EngineException failure =
                assertThrows(
                        EngineException.class,
                        () ->
                                containerd.tasks.create(
                                        new Tasks.NewTask("c4", rootfs, "", "", "", false)));
        assertTrue(failure.getMessage().contains("no such file or directory"), failure::toString);
        assertEquals(Optional.empty(), containerd.tasks.get("c4"));
    }

    @Test
    void aLeaseKeepsWhatItHoldsAndNoLonger() throws Exception {
        String image = containerd.unpackBusybox();
        byte[] bytes = random(10);
        write("blob", digest(bytes), bytes.length, bytes);
        containerd.leases.create(LEASE);
        containerd.leases.create("other");
        containerd.leases.hold("other", Leases.CONTENT, digest(bytes).value());
        containerd.leases.delete(LEASE, true);
        assertTrue(containerd.content.info(digest(bytes)).isPresent(), "held by the other");
        assertEquals(Optional.empty(), containerd.snapshots.stat(SNAPSHOTTER, image));
        assertEquals(List.of("other"), containerd.leases.list());

        containerd.leases.release("other", Leases.CONTENT, digest(bytes).value());
        containerd.leases.release("other", Leases.CONTENT, digest(bytes).value());
        containerd.leases.delete("other", true);
        containerd.leases.delete("other", true);
        assertEquals(Optional.empty(), containerd.content.info(digest(bytes)));
    }

    @Test
    void aPreparedSnapshotStaysThroughACollection() throws Exception {
        String image = containerd.unpackBusybox();
        containerd.snapshots.prepare(SNAPSHOTTER, "mine", image);
        containerd.leases.delete(LEASE, true);
        assertEquals(
                Optional.of(new Snapshots.SnapshotInfo("mine", image, Snapshots.Kind.ACTIVE)),
                containerd.snapshots.stat(SNAPSHOTTER, "mine"));
        assertEquals(2, containerd.snapshots.list(SNAPSHOTTER).size());
        assertThrows(
                EngineException.Conflict.class,
                () -> containerd.snapshots.remove(SNAPSHOTTER, image));
    }

    @Test
    void snapshotsAreMadeOnceHoweverOftenAsked() throws Exception {
        String image = containerd.unpackBusybox();
        List<RootMount> mounts = containerd.snapshots.prepare(SNAPSHOTTER, "twice", image);
        assertEquals(mounts, containerd.snapshots.prepare(SNAPSHOTTER, "twice", image));
        assertEquals(mounts, containerd.snapshots.mounts(SNAPSHOTTER, "twice"));
        List<RootMount> view = containerd.snapshots.view(SNAPSHOTTER, "view", image);
        assertEquals(view, containerd.snapshots.view(SNAPSHOTTER, "view", image));
        assertEquals(
                Snapshots.Kind.VIEW,
                containerd.snapshots.stat(SNAPSHOTTER, "view").orElseThrow().kind());
        containerd.snapshots.commit(SNAPSHOTTER, image, "twice");
        assertEquals(Optional.empty(), containerd.snapshots.stat(SNAPSHOTTER, "twice"));
        containerd.snapshots.commit(SNAPSHOTTER, image, "twice");
        assertThrows(
                EngineException.NotFound.class,
                () -> containerd.snapshots.commit(SNAPSHOTTER, "new", "absent"));
        assertTrue(containerd.snapshots.usage(SNAPSHOTTER, image).sizeBytes() > 100_000);
    }

    private long run(String id, String image, String... command) {
        List<RootMount> rootfs = containerd.container(id, image, command);
        long pid = containerd.tasks.create(new Tasks.NewTask(id, rootfs, "", "", "", false));
        containerd.tasks.start(id);
        return pid;
    }

    private Digest write(String ref, Digest expected, long size, byte[] bytes) {
        return containerd.content.write(
                LEASE, ref, expected, size, new ByteArrayInputStream(bytes), Map.of());
    }

    private Path fifo(String name) throws Exception {
        Path path = containerd.base.resolve(name);
        assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor());
        return path;
    }
}
