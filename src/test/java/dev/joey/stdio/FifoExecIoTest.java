package dev.joey.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.linux.Fifos;
import dev.joey.linux.HostSyscalls;
import dev.joey.stdio.Attachment.Piece;
import dev.joey.stdio.ContainerIo.AttachRequest;
import dev.joey.stdio.ExecIo.ExecStdio;
import dev.joey.stdio.ExecIo.ExecStreams;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The test plays the shim. */
@Timeout(60)
class FifoExecIoTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration CLIENT_PATIENCE = Duration.ofMillis(200);
    private static final AttachRequest ALL = new AttachRequest(true, true, true, new byte[0]);

    private final AtomicInteger stdinClosed = new AtomicInteger();

    @TempDir Path temp;
    private FifoExecIo io;

    @BeforeEach
    void begin() {
        io = io();
    }

    @AfterEach
    void end() {
        io.close();
    }

    private FifoExecIo io() {
        return new FifoExecIo(
                temp.resolve("exec"), new Fifos(HostSyscalls.current()), CLIENT_PATIENCE);
    }

    private ExecStreams open(String id, boolean tty, AttachRequest client) {
        return io.open(new ExecStdio(id, tty, true, client, stdinClosed::incrementAndGet));
    }

    private static String text(Attachment client) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        for (Piece piece = client.next(); piece != null; piece = client.next()) {
            text.append(piece.stream()).append(new String(piece.bytes(), UTF_8));
        }
        return text.toString();
    }

    @Test
    void outputReachesTheClientToItsLastByte() throws Exception {
        ExecStreams streams = open("e1", false, ALL);
        try (OutputStream out = new FileOutputStream(streams.paths().stdout());
                OutputStream err = new FileOutputStream(streams.paths().stderr())) {
            out.write("out\n".getBytes(UTF_8));
            Piece first = streams.client().next();
            assertEquals(1, first.stream());
            err.write("err\n".getBytes(UTF_8));
        }
        streams.drain(PATIENCE);
        streams.close();

        assertEquals("2err\n", text(streams.client()));
        assertEquals(Set.of(), io.present());
    }

    @Test
    void inputReachesTheProcessAndEndsWithTheClients() throws Exception {
        ExecStreams streams = open("e1", false, ALL);
        Thread typing =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                assertTrue(streams.client().input("typed".getBytes(UTF_8), 0, 5));
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                            streams.client().inputEnded();
                        });
        try (InputStream in = new FileInputStream(streams.paths().stdin())) {
            assertEquals("typed", new String(in.readAllBytes(), UTF_8));
        }
        typing.join();
        await().untilAsserted(() -> assertEquals(1, stdinClosed.get()));
        streams.close();
    }

    @Test
    void whatNobodyWantsIsThrownAway() throws Exception {
        ExecStreams streams = open("e1", false, null);
        assertNull(streams.client());
        write(streams, 4_000_000);
        streams.drain(PATIENCE);
        streams.close();
    }

    @Test
    void whatAClientThatLeftDoesNotTakeIsThrownAway() throws Exception {
        ExecStreams streams = open("e1", false, ALL);
        streams.client().close();
        write(streams, 4_000_000);
        streams.drain(PATIENCE);
        streams.close();
        assertNull(streams.client().next());
    }

    @Test
    void aClientThatTakesNothingIsDropped() throws Exception {
        ExecStreams streams = open("e1", false, ALL);
        write(streams, 4_000_000);
        streams.drain(PATIENCE);

        assertTrue(streams.client().fellBehind());
        streams.close();
    }

    private static void write(ExecStreams streams, int bytes) throws IOException {
        try (OutputStream out = new FileOutputStream(streams.paths().stdout());
                OutputStream err = new FileOutputStream(streams.paths().stderr())) {
            out.write(new byte[bytes]);
            err.write(1);
        }
    }

    @Test
    void aProcessThatKeepsTheOutputOpenIsNotWaitedForLong() throws Exception {
        ExecStreams streams = open("e1", false, ALL);
        try (OutputStream out = new FileOutputStream(streams.paths().stdout());
                OutputStream err = new FileOutputStream(streams.paths().stderr())) {
            out.write('x');
            err.write('y');
            streams.drain(Duration.ofMillis(100));
            streams.close();
            String text = text(streams.client());
            assertTrue(text.equals("1x2y") || text.equals("2y1x"), text);
        }
    }

    @Test
    void theNextDaemonTakesTheStreamsOver() throws Exception {
        ExecStreams streams = open("e1", true, ALL);
        assertEquals("", streams.paths().stderr());
        ExecStreams adopted;
        try (OutputStream out = new FileOutputStream(streams.paths().stdout())) {
            out.write('x');
            io.close();
            assertTrue(Files.exists(Path.of(streams.paths().stdout())));

            io = io();
            assertEquals(Set.of("e1"), io.present());
            adopted = io.open(new ExecStdio("e1", true, false, null, () -> {}));
            out.write(new byte[1_000_000]);
        }
        adopted.drain(PATIENCE);
        adopted.close();
        assertFalse(Files.exists(temp.resolve("exec/e1")));
    }

    @Test
    void whatIsLeftOverIsRemoved() {
        ExecStreams streams = open("e1", false, null);
        io.close();
        io = io();
        io.remove("e1");

        assertEquals(Set.of(), io.present());
        assertFalse(Files.exists(Path.of(streams.paths().stdin())));
    }
}
