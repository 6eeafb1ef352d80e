package dev.joey.containerd;

import static dev.joey.containerd.ContainerdFixture.LEASE;
import static dev.joey.containerd.ContainerdFixture.SNAPSHOTTER;
import static dev.joey.containerd.ContainerdFixture.digest;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import containerd.services.content.v1.ContentGrpc;
import containerd.services.content.v1.WriteAction;
import containerd.services.content.v1.WriteContentRequest;
import containerd.services.content.v1.WriteContentResponse;
import dev.joey.error.EngineException;
import dev.joey.oci.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All doors of this package against a real containerd, and what happens when it dies. */
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
        Path base = containerd.base;
        containerd.close();
        assertFalse(Files.exists(base));
        assertFalse(Files.readString(Path.of("/proc/self/mountinfo")).contains(base.toString()));
        assertEquals(
                List.of(),
                ProcessHandle.allProcesses()
                        .filter(p -> commandLine(p).contains(base.toString()))
                        .filter(p -> !p.equals(ProcessHandle.current()))
                        .map(ContainerdIT::commandLine)
                        .toList());
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
    void containerdIsRestartedAndTheTaskLivesAndItsExitIsHeard() throws Exception {
        String image = containerd.unpackBusybox();
        containerd.events.subscribe(heard);
        heard.expect("connected");
        long pid = run("c5", image, "/bin/sleep", "1000");
        long first = containerd.supervisor.pid();

        long killed = System.nanoTime();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        heard.expect("connected");
        System.out.printf(
                "containerd killed, restarted and listened to again: %d ms%n",
                (System.nanoTime() - killed) / 1_000_000);

        assertNotEquals(first, containerd.supervisor.pid());
        assertEquals(pid, containerd.tasks.get("c5").orElseThrow().pid());
        assertEquals(Tasks.Phase.RUNNING, containerd.tasks.list().getFirst().phase());
        containerd.tasks.kill("c5", 15, true);
        containerd.tasks.kill("c5", 9, true);
        heard.expect("exited c5 c5 " + pid + " 137");
    }

    @Test
    void aCallWhileContainerdIsAwayWaitsForIt() throws Exception {
        containerd.supervisor.leave();
        ProcessHandle.of(containerd.supervisor.pid()).orElseThrow().destroyForcibly();
        await().until(() -> !containerd.status.serving());
        Thread call = Thread.startVirtualThread(() -> containerd.leases.create("after"));
        assertFalse(call.join(Duration.ofMillis(300)), "it waits");
        containerd.supervisor.start();
        assertTrue(call.join(Duration.ofSeconds(10)));
        assertEquals(List.of("after"), containerd.leases.list());
    }

    @Test
    void theNextDaemonTakesOverWhatAKilledOneLeft() throws Exception {
        long pid = containerd.supervisor.pid();
        containerd.vanish();

        containerd = new ContainerdFixture(containerd.base);
        containerd.supervisor.start();
        assertEquals(pid, containerd.supervisor.pid());

        containerd.vanish();
        Files.delete(containerd.place.pidFile());
        containerd = new ContainerdFixture(containerd.base);
        containerd.supervisor.start();
        assertEquals(pid, containerd.supervisor.pid(), "found without the pid file");

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().until(() -> containerd.supervisor.pid() != pid && containerd.status.serving());
    }

    @Test
    void oneThatNoLongerAnswersIsReplaced() throws Exception {
        long pid = containerd.supervisor.pid();
        containerd.vanish();
        signal("STOP", pid);

        containerd = new ContainerdFixture(containerd.base);
        Thread stopped = Thread.startVirtualThread(() -> containerd.supervisor.start());
        // It cannot obey SIGTERM either until it is killed.
        assertTrue(stopped.join(Duration.ofSeconds(60)));
        assertNotEquals(pid, containerd.supervisor.pid());
        assertTrue(containerd.status.serving());
    }

    @Test
    void oneWithAnotherConfigurationIsNotTakenOver() throws Exception {
        long pid = containerd.supervisor.pid();
        containerd.vanish();
        Files.writeString(containerd.place.configFile(), "version = 2\n");

        containerd = new ContainerdFixture(containerd.base);
        containerd.supervisor.start();
        assertNotEquals(pid, containerd.supervisor.pid());
        assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void aPidFileThatNamesAStrangerIsNotBelieved() throws Exception {
        containerd.supervisor.stop();
        Files.writeString(containerd.place.pidFile(), Long.toString(ProcessHandle.current().pid()));
        containerd.supervisor.start();
        assertNotEquals(ProcessHandle.current().pid(), containerd.supervisor.pid());
        assertTrue(containerd.status.serving());
    }

    @Test
    void whatContainerdSaysWhenItEndsAtOnceIsTheMessage() throws Exception {
        containerd.supervisor.stop();
        Files.createDirectories(containerd.place.socket());
        EngineException failure =
                assertThrows(
                        EngineException.Unavailable.class, () -> containerd.supervisor.start());
        assertTrue(failure.getMessage().contains("is a directory"), failure::toString);
        Files.delete(containerd.place.socket());
    }

    @Test
    void aBlobOfManyFramesIsStoredAndReadBack() throws Exception {
        byte[] bytes = random(5 * Ingestion.FRAME_BYTES + 17);
        containerd.leases.create(LEASE);
        Digest digest = write("many", digest(bytes), bytes.length, bytes);
        assertEquals(digest(bytes), digest);
        assertEquals(bytes.length, containerd.content.info(digest).orElseThrow().sizeBytes());
        try (InputStream back = containerd.content.read(digest)) {
            assertArrayEquals(bytes, back.readAllBytes());
        }
        assertEquals(digest, write("many", digest, bytes.length, bytes), "there already");
        assertEquals(digest, write("other", null, -1, bytes), "there already, digest unknown");
        assertThrows(
                EngineException.InvalidParameter.class,
                () -> containerd.content.readAll(digest, bytes.length - 1));
        assertArrayEquals(bytes, containerd.content.readAll(digest, bytes.length));
        containerd.content.delete(digest);
        containerd.content.delete(digest);
        assertThrows(EngineException.NotFound.class, () -> containerd.content.read(digest));
    }

    @Test
    void blobsOfEverySizeAroundAFrameAreStored() {
        containerd.leases.create(LEASE);
        for (int size :
                new int[] {
                    0,
                    1,
                    Ingestion.FRAME_BYTES - 1,
                    Ingestion.FRAME_BYTES,
                    Ingestion.FRAME_BYTES + 1,
                    2 * Ingestion.FRAME_BYTES
                }) {
            byte[] bytes = random(size);
            Digest unsized = write("unsized" + size, null, -1, bytes);
            assertEquals(digest(bytes), unsized);
            assertArrayEquals(bytes, containerd.content.readAll(unsized, size));
            containerd.content.delete(unsized);
            assertEquals(digest(bytes), write("sized" + size, digest(bytes), size, bytes));
        }
    }

    @Test
    void aWrongDigestIsRefusedAndNothingStays() {
        byte[] bytes = random(100);
        Digest wrong = digest(random(101));
        containerd.leases.create(LEASE);
        EngineException failure =
                assertThrows(
                        EngineException.InvalidParameter.class,
                        () -> write("wrong", wrong, bytes.length, bytes));
        assertTrue(failure.getMessage().contains("digest"), failure::toString);
        assertEquals(Optional.empty(), containerd.content.info(wrong));
        assertEquals(Optional.empty(), containerd.content.info(digest(bytes)));
        assertNoIngestions();
    }

    @Test
    void aWrongSizeIsRefusedAndNothingStays() {
        byte[] bytes = random(3 * Ingestion.FRAME_BYTES);
        containerd.leases.create(LEASE);
        for (long size : new long[] {0, 1, bytes.length - 1, bytes.length + 1}) {
            assertThrows(
                    EngineException.InvalidParameter.class,
                    () -> write("size" + size, digest(bytes), size, bytes),
                    "size " + size);
        }
        assertEquals(List.of(), containerd.content.list());
        assertNoIngestions();
    }

    @Test
    void aSourceThatBreaksLeavesNothing() {
        containerd.leases.create(LEASE);
        InputStream breaking =
                new SequenceInputStream(
                        new ByteArrayInputStream(random(2 * Ingestion.FRAME_BYTES)),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("the client went away");
                            }

                            @Override
                            public int read(byte[] into, int from, int length) throws IOException {
                                return read();
                            }
                        });
        EngineException failure =
                assertThrows(
                        EngineException.InvalidParameter.class,
                        () ->
                                containerd.content.write(
                                        LEASE, "breaks", null, -1, breaking, Map.of()));
        assertTrue(failure.getMessage().contains("the client went away"));
        assertNoIngestions();
    }

    @Test
    void anIngestionThatDiedHalfwayIsBegunAnew() throws Exception {
        containerd.leases.create(LEASE);
        byte[] bytes = random(3 * Ingestion.FRAME_BYTES);
        byte[] rotten = random(2 * Ingestion.FRAME_BYTES);
        leaveHalf("stale", rotten);
        assertEquals(digest(bytes), write("stale", digest(bytes), bytes.length, bytes));

        byte[] small = random(10);
        leaveHalf("stale", rotten);
        assertEquals(digest(small), write("stale", digest(small), small.length, small));

        leaveHalf("stale", rotten);
        assertEquals(digest(new byte[0]), write("stale", null, 0, new byte[0]));
    }

    @Test
    void twoWritersOfOneRefBothEndWell() throws Exception {
        containerd.leases.create(LEASE);
        byte[] bytes = random(8 * Ingestion.FRAME_BYTES);
        List<Thread> writers =
                java.util.stream.IntStream.range(0, 2)
                        .mapToObj(
                                i ->
                                        Thread.startVirtualThread(
                                                () ->
                                                        write(
                                                                "both",
                                                                digest(bytes),
                                                                bytes.length,
                                                                bytes)))
                        .toList();
        for (Thread writer : writers) {
            writer.join();
        }
        assertEquals(1, containerd.content.list().size());
        assertNoIngestions();
    }

    @Test
    void labelsAreSetOneByOneAndRemovedByEmptyValues() {
        containerd.leases.create(LEASE);
        byte[] bytes = random(10);
        Digest digest =
                containerd.content.write(
                        LEASE,
                        "labelled",
                        digest(bytes),
                        bytes.length,
                        new ByteArrayInputStream(bytes),
                        Map.of("containerd.io/gc.ref.content.0", "a", "kept", "b"));
        containerd.content.label(
                digest, Map.of("containerd.io/gc.ref.content.0", "", "new.one/x", "c"));
        assertEquals(
                Map.of("kept", "b", "new.one/x", "c"),
                containerd.content.info(digest).orElseThrow().labels());
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

    @Test
    void theSocketAndTheFoldersAreForTheOwnerOnly() throws Exception {
        assertEquals(
                "rwx--x--x",
                java.nio.file.attribute.PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(containerd.place.state())));
        for (String socket : new String[] {"containerd.sock", "containerd.sock.ttrpc"}) {
            assertEquals(
                    "rw-------",
                    java.nio.file.attribute.PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(
                                    containerd.place.state().resolve(socket))));
        }
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

    /** As a daemon that dies while it writes: the stream ends, the ingestion stays. */
    private void leaveHalf(String ref, byte[] bytes) throws Exception {
        StreamCall<WriteContentRequest, WriteContentResponse> call =
                StreamCall.patient(
                        containerd.channel.underLease(LEASE), ContentGrpc.getWriteMethod());
        call.send(
                WriteContentRequest.newBuilder()
                        .setAction(WriteAction.WRITE)
                        .setRef(ref)
                        .setData(ByteString.copyFrom(bytes))
                        .build());
        assertEquals(bytes.length, call.next(Duration.ofSeconds(20)).getOffset());
        call.cancel();
    }

    private void assertNoIngestions() {
        Path ingest = containerd.place.root().resolve("io.containerd.content.v1.content/ingest");
        await().untilAsserted(() -> assertEquals(List.of(), names(ingest)));
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(Path::toString).toList();
        }
    }

    private Path fifo(String name) throws Exception {
        Path path = containerd.base.resolve(name);
        assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor());
        return path;
    }

    private static void signal(String name, long pid) throws Exception {
        assertEquals(
                0, new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor());
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    /** Writes down what is heard. */
    private static final class Heard implements TaskEvents.Listener {
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

        @Override
        public void exited(String id, String exec, long pid, int code, java.time.Instant at) {
            events.add("exited %s %s %d %d".formatted(id, exec, pid, code));
        }

        @Override
        public void oom(String id) {
            events.add("oom " + id);
        }

        @Override
        public void connected() {
            events.add("connected");
        }

        /** In any order, however often each is told. */
        void expectAll(String... wanted) throws InterruptedException {
            Set<String> missing = new HashSet<>(List.of(wanted));
            while (!missing.isEmpty()) {
                String event = events.poll(20, TimeUnit.SECONDS);
                assertTrue(List.of(wanted).contains(event), () -> event + ", not " + missing);
                missing.remove(event);
            }
        }

        void expect(String event) throws InterruptedException {
            assertEquals(event, events.poll(20, TimeUnit.SECONDS));
        }
    }
}
