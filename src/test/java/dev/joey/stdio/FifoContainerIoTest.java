package dev.joey.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import dev.joey.linux.Fifos;
import dev.joey.linux.HostSyscalls;
import dev.joey.stdio.Attachment.Piece;
import dev.joey.stdio.ContainerIo.AttachRequest;
import dev.joey.stdio.ContainerIo.StdioPaths;
import dev.joey.stdio.ContainerIo.StdioSpec;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FifoContainerIoTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration CLIENT_PATIENCE = Duration.ofMillis(200);
    private static final AttachRequest ALL = new AttachRequest(true, true, true, new byte[0]);

    private final RecordingLogs logs = new RecordingLogs(true);
    private final Fifos fifos = new Fifos(HostSyscalls.current());
    private Optional<Path> keeping = Optional.empty();
    private final List<String> stdinClosed = new CopyOnWriteArrayList<>();

    @TempDir Path temp;
    private FifoContainerIo io;

    @BeforeEach
    void begin() {
        io = io();
    }

    @AfterEach
    void end() {
        io.close();
    }

    private FifoContainerIo io() {
        FifoContainerIo made =
                new FifoContainerIo(
                        temp.resolve("exec"),
                        temp.resolve("data"),
                        fifos,
                        new PipeKeeper(temp.resolve("exec/io"), fifos, keeping),
                        logs,
                        CLIENT_PATIENCE);
        made.onStdinClosed(stdinClosed::add);
        return made;
    }

    private static StdioSpec spec(String id, boolean tty, boolean openStdin, boolean stdinOnce) {
        return new StdioSpec(
                id, tty, openStdin, stdinOnce, "json-file", Map.of(), Map.of(), Path.of("/none"));
    }

    private static StdioSpec plain(String id) {
        return spec(id, false, false, false);
    }

    /** Blocks, as the shim's does, until there is a reader. */
    private static OutputStream shimWrites(String path) throws IOException {
        return new FileOutputStream(path);
    }

    private static CompletableFuture<String> readAll(Attachment attachment, int stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                            try {
                                for (Piece p = attachment.next();
                                        p != null;
                                        p = attachment.next()) {
                                    if (p.stream() == stream) {
                                        bytes.writeBytes(p.bytes());
                                    }
                                }
                                text.complete(bytes.toString(UTF_8));
                            } catch (InterruptedException e) {
                                text.completeExceptionally(e);
                            }
                        });
        return text;
    }

    private static CompletableFuture<Boolean> input(Attachment attachment, String text) {
        CompletableFuture<Boolean> taken = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                byte[] bytes = text.getBytes(UTF_8);
                                taken.complete(attachment.input(bytes, 0, bytes.length));
                            } catch (InterruptedException | RuntimeException e) {
                                taken.completeExceptionally(e);
                            }
                        });
        return taken;
    }

    @Test
    void outputGoesToTheLogAndToClientsThatCameBeforeTheStreamsWereThere() throws Exception {
        Attachment early = io.attach("c1", ALL);
        CompletableFuture<String> seen = readAll(early, 1);
        StdioPaths paths = io.open(plain("c1"));
        try (OutputStream out = shimWrites(paths.stdout());
                OutputStream err = shimWrites(paths.stderr())) {
            out.write("hello\n".getBytes(UTF_8));
            err.write("oops\n".getBytes(UTF_8));
        }
        io.finish("c1", PATIENCE);
        assertEquals("hello\n", seen.get());
        assertEquals("hello\n", logs.of("c1").stdout());
        assertEquals("oops\n", logs.of("c1").stderr());
        assertEquals(1, logs.of("c1").closed.get());
        assertTrue(logs.of("c1").flushes.get() > 0);
        assertFalse(early.detachedByKeys());
        assertFalse(early.fellBehind());
    }

    @Test
    void theFifosArePrivateAndGoWithTheRun() throws Exception {
        StdioPaths paths = io.open(spec("c1", false, true, false));
        Path folder = temp.resolve("exec/io/c1");
        assertEquals(folder.resolve("stdin").toString(), paths.stdin());
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        for (String name : List.of("stdin", "stdout", "stderr")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve(name))));
        }
        io.finish("c1", PATIENCE);
        assertFalse(Files.exists(folder));
    }

    @Test
    void aTerminalHasNoStandardErrorAndAClosedInputNoPath() {
        StdioPaths paths = io.open(spec("c1", true, false, false));
        assertEquals("", paths.stdin());
        assertEquals("", paths.stderr());
        io.finish("c1", PATIENCE);
    }

    @Test
    void aClientSeesOnlyTheStreamsItWants() throws Exception {
        Attachment client = io.attach("c1", new AttachRequest(false, false, true, new byte[0]));
        StdioPaths paths = io.open(plain("c1"));
        try (OutputStream out = shimWrites(paths.stdout());
                OutputStream err = shimWrites(paths.stderr())) {
            out.write(1);
            err.write('e');
        }
        io.finish("c1", PATIENCE);
        Piece piece = client.next();
        assertEquals(2, piece.stream());
        assertEquals("e", new String(piece.bytes(), UTF_8));
        assertNull(client.next());
        assertFalse(client.input(new byte[1], 0, 1));
    }

    @Test
    void aClientThatTakesNothingIsDroppedAndTheOthersAndTheLogGetAll() throws Exception {
        Attachment stuck = io.attach("c1", ALL);
        Attachment quick = io.attach("c1", ALL);
        CompletableFuture<String> seen = readAll(quick, 1);
        StdioPaths paths = io.open(plain("c1"));
        int count = 5 << 20;
        try (OutputStream out = shimWrites(paths.stdout());
                OutputStream err = shimWrites(paths.stderr())) {
            assertNotNull(err);
            byte[] megabyte = "x".repeat(1 << 20).getBytes(UTF_8);
            for (int i = 0; i < 5; i++) {
                out.write(megabyte);
            }
        }
        io.finish("c1", PATIENCE);
        assertEquals(count, seen.get().length());
        assertEquals(count, logs.of("c1").bytes.get());
        assertTrue(stuck.fellBehind());
        assertFalse(quick.fellBehind());
        int kept = 0;
        for (Piece p = stuck.next(); p != null; p = stuck.next()) {
            kept += p.bytes().length;
        }
        assertTrue(kept >= ClientAttachment.BUFFER_BYTES - (64 << 10) && kept < 2 << 20, "" + kept);
    }

    @Test
    void aClientThatIsOnlySlowerThanTheContainerGetsAll() throws Exception {
        Attachment slow = io.attach("c1", ALL);
        CompletableFuture<Integer> seen = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            int count = 0;
                            try {
                                for (Piece p = slow.next(); p != null; p = slow.next()) {
                                    count += p.bytes().length;
                                    Thread.sleep(2); // this is what makes it slow
                                }
                                seen.complete(count);
                            } catch (InterruptedException e) {
                                seen.completeExceptionally(e);
                            }
                        });
        StdioPaths paths = io.open(plain("c1"));
        try (OutputStream out = shimWrites(paths.stdout());
                OutputStream err = shimWrites(paths.stderr())) {
            assertNotNull(err);
            for (int i = 0; i < 160; i++) {
                out.write(new byte[64 << 10]);
            }
        }
        io.finish("c1", PATIENCE);
        assertEquals(160 * (64 << 10), seen.get());
        assertFalse(slow.fellBehind());
    }

    @Test
    void aStuckClientThatLeavesLetsTheContainerGoOn() throws Exception {
        Attachment stuck = io.attach("c1", ALL);
        StdioPaths paths = io.open(plain("c1"));
        try (OutputStream out = shimWrites(paths.stdout());
                OutputStream err = shimWrites(paths.stderr())) {
            assertNotNull(err);
            out.write(new byte[(1 << 20) + (512 << 10)]);
            stuck.close();
            out.write(new byte[4 << 20]);
        }
        io.finish("c1", PATIENCE);
        assertNull(stuck.next());
        assertFalse(stuck.fellBehind());
        assertEquals((5 << 20) + (512 << 10), logs.of("c1").bytes.get());
    }

    @Test
    void inputWaitsForTheContainerAndReachesIt() throws Exception {
        Attachment client = io.attach("c1", ALL);
        CompletableFuture<Boolean> taken = input(client, "hello");
        StdioPaths paths = io.open(spec("c1", false, true, false));
        assertFalse(taken.isDone());
        try (FileInputStream stdin = new FileInputStream(paths.stdin())) {
            assertEquals("hello", new String(stdin.readNBytes(5), UTF_8));
            assertTrue(taken.get());
            assertTrue(client.input("again".getBytes(UTF_8), 1, 4));
            assertEquals("gain", new String(stdin.readNBytes(4), UTF_8));
        }
        io.finish("c1", PATIENCE);
        assertEquals(List.of(), stdinClosed);
    }

    @Test
    void aContainerThatDoesNotReadHoldsItsClientOnly() throws Exception {
        Attachment client = io.attach("c1", ALL);
        StdioPaths paths = io.open(spec("c1", false, true, false));
        String much = "y".repeat(300_000);
        CompletableFuture<Boolean> taken = input(client, much);
        try (FileInputStream stdin = new FileInputStream(paths.stdin());
                OutputStream out = shimWrites(paths.stdout())) {
            out.write('o');
            assertEquals("o", new String(client.next().bytes(), UTF_8));
            assertFalse(taken.isDone());
            assertEquals(much, new String(stdin.readNBytes(much.length()), UTF_8));
            assertTrue(taken.get());
        }
        io.finish("c1", PATIENCE);
    }

    @Test
    void aClientThatLeavesWhileItsInputWaitsIsLetGo() throws Exception {
        Attachment client = io.attach("c1", ALL);
        StdioPaths paths = io.open(spec("c1", false, true, false));
        CompletableFuture<Boolean> taken = input(client, "y".repeat(300_000));
        try (FileInputStream stdin = new FileInputStream(paths.stdin())) {
            assertEquals('y', stdin.read());
            client.close();
            assertFalse(taken.get());
        }
        io.finish("c1", PATIENCE);
    }

    @Test
    void withStdinOnceTheFirstClientsEndIsTheContainersEnd() throws Exception {
        Attachment client = io.attach("c1", ALL);
        StdioPaths paths = io.open(spec("c1", false, true, true));
        CompletableFuture<Boolean> taken = input(client, "bye");
        try (FileInputStream stdin = new FileInputStream(paths.stdin())) {
            assertTrue(taken.get());
            client.inputEnded();
            assertEquals("bye", new String(stdin.readAllBytes(), UTF_8));
            await().until(() -> stdinClosed.equals(List.of("c1")));
            assertFalse(client.input(new byte[1], 0, 1));
        }
        CompletableFuture<String> seen = readAll(client, 1);
        try (OutputStream out = shimWrites(paths.stdout());
                OutputStream err = shimWrites(paths.stderr())) {
            assertNotNull(err);
            out.write("still seen".getBytes(UTF_8));
        }
        io.finish("c1", PATIENCE);
        assertEquals("still seen", seen.get());
    }

    @Test
    void anInputThatEndsBeforeTheTaskIsThereIsClosedWhenItIs() {
        AtomicInteger asked = new AtomicInteger();
        io.onStdinClosed(
                id -> {
                    if (asked.incrementAndGet() < 4) {
                        throw new EngineException.NotFound("no task yet");
                    }
                    stdinClosed.add(id);
                });
        Attachment client = io.attach("c1", ALL);
        client.inputEnded();
        io.open(spec("c1", false, true, true));
        await().until(() -> stdinClosed.equals(List.of("c1")));
        assertEquals(4, asked.get());
        io.finish("c1", PATIENCE);
    }

    @Test
    void withoutStdinOnceTheClientIsDetachedAtItsEndAndTheInputStaysOpen() throws Exception {
        Attachment first = io.attach("c1", ALL);
        StdioPaths paths = io.open(spec("c1", false, true, false));
        CompletableFuture<Boolean> taken = input(first, "one");
        try (FileInputStream stdin = new FileInputStream(paths.stdin())) {
            assertTrue(taken.get());
            first.inputEnded();
            assertNull(first.next());
            first.close();
            Attachment second = io.attach("c1", ALL);
            assertTrue(second.input("two".getBytes(UTF_8), 0, 3));
            assertEquals("onetwo", new String(stdin.readNBytes(6), UTF_8));
        }
        io.finish("c1", PATIENCE);
        assertEquals(List.of(), stdinClosed);
    }

    @Test
    void aContainerThatClosedItsInputTakesNoMore() throws Exception {
        Attachment client = io.attach("c1", ALL);
        StdioPaths paths = io.open(spec("c1", false, true, false));
        CompletableFuture<Boolean> taken = input(client, "x");
        try (FileInputStream stdin = new FileInputStream(paths.stdin())) {
            assertEquals('x', stdin.read());
            assertTrue(taken.get());
        }
        assertFalse(client.input("y".getBytes(UTF_8), 0, 1));
        io.finish("c1", PATIENCE);
    }

    @Test
    void detachKeysDetachFromATerminalOnlyAndTheContainerNeverSeesThem() throws Exception {
        AttachRequest request = new AttachRequest(true, true, true, DetachKeys.parse("a,b"));
        Attachment client = io.attach("c1", request);
        StdioPaths paths = io.open(spec("c1", true, true, true));
        CompletableFuture<Boolean> taken = input(client, "xa");
        try (FileInputStream stdin = new FileInputStream(paths.stdin())) {
            assertTrue(taken.get());
            assertFalse(client.input("b".getBytes(UTF_8), 0, 1));
            assertTrue(client.detachedByKeys());
            assertNull(client.next());
            client.close();
            Attachment next = io.attach("c1", ALL);
            assertTrue(next.input("z".getBytes(UTF_8), 0, 1));
            assertEquals("xz", new String(stdin.readNBytes(2), UTF_8));
        }
        io.finish("c1", PATIENCE);
        assertEquals(List.of(), stdinClosed);

        Attachment piped = io.attach("c2", request);
        StdioPaths others = io.open(spec("c2", false, true, false));
        CompletableFuture<Boolean> typed = input(piped, "ab");
        try (FileInputStream stdin = new FileInputStream(others.stdin())) {
            assertEquals("ab", new String(stdin.readNBytes(2), UTF_8));
            assertTrue(typed.get());
        }
        io.finish("c2", PATIENCE);
    }

    @Test
    void finishGetsAllThatIsInThePipeAndDoesNotWaitForeverForABackgroundProcess() throws Exception {
        StdioPaths paths = io.open(plain("c1"));
        try (OutputStream out = shimWrites(paths.stdout())) {
            out.write(new byte[700_000]);
            io.finish("c1", Duration.ofMillis(300));
            assertEquals(700_000, logs.of("c1").bytes.get());
            assertEquals(1, logs.of("c1").closed.get());
            assertThrows(IOException.class, () -> out.write(1));
        }
        io.finish("c1", PATIENCE);
        io.finish("never-seen", PATIENCE);
    }

    @Test
    void aNewRunHasNewStreamsAndTheClientsThatWaitForIt() throws Exception {
        for (int run = 1; run <= 3; run++) {
            Attachment client = io.attach("c1", ALL);
            StdioPaths paths = io.open(plain("c1"));
            try (OutputStream out = shimWrites(paths.stdout());
                    OutputStream err = shimWrites(paths.stderr())) {
                assertNotNull(err);
                out.write(("run " + run).getBytes(UTF_8));
            }
            io.finish("c1", PATIENCE);
            assertEquals("run " + run, readAll(client, 1).get());
        }
        assertEquals("run 1run 2run 3", logs.of("c1").stdout());
        assertEquals(3, logs.of("c1").closed.get());
    }

    @Test
    void aStartThatFailedAndIsTriedAgainKeepsItsClients() throws Exception {
        Attachment client = io.attach("c1", ALL);
        StdioPaths paths = io.open(plain("c1"));
        assertEquals(paths, io.open(plain("c1")));
        shimWrites(paths.stdout()).close();
        shimWrites(paths.stderr()).close();
        await().until(
                        () -> {
                            io.open(plain("c1"));
                            return logs.of("c1").opened.get() == 2;
                        });
        try (OutputStream out = shimWrites(paths.stdout());
                OutputStream err = shimWrites(paths.stderr())) {
            assertNotNull(err);
            out.write("second".getBytes(UTF_8));
        }
        io.finish("c1", PATIENCE);
        assertEquals("second", readAll(client, 1).get());
    }

    @Test
    void aRestartedDaemonGoesOnWhereReadingEnded() throws Exception {
        StdioPaths paths = io.open(plain("c1"));
        // The shim holds a reading end too, so that what nobody reads waits.
        try (OutputStream out = shimWrites(paths.stdout());
                OutputStream err = shimWrites(paths.stderr());
                FileInputStream held = new FileInputStream(paths.stdout())) {
            assertNotNull(held);
            out.write("before ".getBytes(UTF_8));
            await().until(() -> logs.of("c1").stdout().equals("before "));
            io.close();
            out.write("meanwhile ".getBytes(UTF_8));
            io = io();
            assertEquals(paths, io.open(plain("c1")));
            out.write("after".getBytes(UTF_8));
            err.write('e');
        }
        io.finish("c1", PATIENCE);
        assertEquals("before meanwhile after", logs.of("c1").stdout());
        assertEquals("e", logs.of("c1").stderr());
    }

    @Test
    void aContainerThatEndedWhileTheDaemonWasAwayIsNotWaitedFor() {
        io.open(plain("c1"));
        long begun = System.nanoTime();
        io.finish("c1", PATIENCE);
        assertTrue(System.nanoTime() - begun < PATIENCE.toNanos() / 2);
    }

    @Test
    void fiftyContainersWriteAtOnce() throws Exception {
        List<CompletableFuture<String>> seen = new ArrayList<>();
        List<Thread> shims = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String id = "c" + i;
            seen.add(readAll(io.attach(id, ALL), 1));
            StdioPaths paths = io.open(plain(id));
            shims.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try (OutputStream out = shimWrites(paths.stdout());
                                                OutputStream err = shimWrites(paths.stderr())) {
                                            assertNotNull(err);
                                            for (int line = 0; line < 1000; line++) {
                                                out.write((id + " " + line + "\n").getBytes(UTF_8));
                                            }
                                        } catch (IOException e) {
                                            throw new IllegalStateException(e);
                                        }
                                    }));
        }
        for (Thread shim : shims) {
            shim.join();
        }
        for (int i = 0; i < 50; i++) {
            io.finish("c" + i, PATIENCE);
            StringBuilder expected = new StringBuilder();
            for (int line = 0; line < 1000; line++) {
                expected.append("c").append(i).append(" ").append(line).append("\n");
            }
            assertEquals(expected.toString(), seen.get(i).get());
            assertEquals(expected.toString(), logs.of("c" + i).stdout());
        }
        try (var left = Files.list(temp.resolve("exec/io"))) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void aBrokenLogStopsNeitherItsContainerNorOthers() throws Exception {
        logs.of("c1").broken = true;
        Attachment client = io.attach("c1", ALL);
        StdioPaths paths = io.open(plain("c1"));
        try (OutputStream out = shimWrites(paths.stdout());
                OutputStream err = shimWrites(paths.stderr())) {
            assertNotNull(err);
            out.write("seen".getBytes(UTF_8));
        }
        io.finish("c1", PATIENCE);
        assertEquals("seen", readAll(client, 1).get());
    }

    @Test
    void removingEndsWaitingClientsAndTakesTheLogAway() throws Exception {
        Attachment early = io.attach("c1", ALL);
        Path folder = Files.createDirectories(temp.resolve("data/containers/c1"));
        Files.writeString(folder.resolve("c1-json.log"), "x");
        Files.writeString(folder.resolve("c1-json.log.1"), "x");
        io.remove("c1");
        assertNull(early.next());
        assertFalse(Files.exists(folder));
        io.remove("c1");
    }

    @Test
    void anIdThatIsAPathIsRefused() {
        assertThrows(EngineException.InvalidParameter.class, () -> io.open(plain("../x")));
        assertThrows(EngineException.InvalidParameter.class, () -> io.attach("a/b", ALL));
        assertThrows(EngineException.InvalidParameter.class, () -> io.remove(".."));
    }

    @Test
    void closingLetsWaitingClientsGo() throws Exception {
        Attachment attached = io.attach("c1", ALL);
        Attachment early = io.attach("c2", ALL);
        io.open(plain("c1"));
        io.close();
        assertNull(attached.next());
        assertNull(early.next());
        assertTrue(Files.exists(temp.resolve("exec/io/c1/stdout")));
    }

    @Test
    void whatAContainerPrintsBeforeItEndsWhileNoDaemonIsThereIsReadByTheNext() throws Exception {
        Assumptions.assumeTrue(PipeKeeper.bash().isPresent());
        keeping = PipeKeeper.bash();
        io.close();
        io = io();
        StdioPaths paths = io.open(plain("kept"));
        OutputStream stdout = shimWrites(paths.stdout());
        OutputStream stderr = shimWrites(paths.stderr());
        io.keep("kept");
        stdout.write("early ".getBytes(UTF_8));
        await().until(() -> logs.of("kept").stdout().equals("early "));
        await().until(() -> keeps(paths.stdout()) && keeps(paths.stderr()));

        io.close();
        stdout.write("late".getBytes(UTF_8));
        stdout.close();
        stderr.close();

        io = io();
        var _ = io.open(plain("kept"));
        io.keep("kept");
        io.finish("kept", PATIENCE);
        assertEquals("early late", logs.of("kept").stdout());
        io.close();
        await().until(() -> keepers().isEmpty());
        io = io();
    }

    private List<ProcessHandle> keepers() {
        return ProcessHandle.allProcesses()
                .filter(process -> read(process, "cmdline").contains("\0" + temp + "/exec/io\0"))
                .toList();
    }

    private boolean keeps(String fifo) {
        return keepers().stream().anyMatch(process -> opened(process).contains(fifo));
    }

    private static List<String> opened(ProcessHandle process) {
        Path folder = Path.of("/proc", String.valueOf(process.pid()), "fd");
        List<String> targets = new ArrayList<>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(folder)) {
            for (Path link : links) {
                targets.add(Files.readSymbolicLink(link).toString());
            }
        } catch (IOException gone) {
            // What was seen so far is all there is to see.
        }
        return targets;
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), file));
        } catch (IOException gone) {
            return "";
        }
    }
}
