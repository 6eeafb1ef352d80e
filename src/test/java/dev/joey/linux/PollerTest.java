package dev.joey.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PollerTest {
    private final Fifos fifos = new Fifos(HostSyscalls.current());
    private final Poller poller = fifos.poller();
    private final IoBuffer buffer = new IoBuffer(64);

    @TempDir Path temp;

    @AfterEach
    void close() {
        poller.close();
    }

    private record Event(long token, int events) {}

    private List<Event> poll(int timeoutMillis) {
        List<Event> events = new ArrayList<>();
        poller.await(timeoutMillis, (token, bits) -> events.add(new Event(token, bits)));
        return events;
    }

    private Path fifo() {
        Path path = temp.resolve("fifo");
        fifos.make(path, 0600);
        return path;
    }

    @Test
    void aReaderIsToldOfBytesAndOfTheEndButNotOfAWriterThatHasNotComeYet() {
        try (Fd reader = fifos.openReader(fifo())) {
            poller.add(reader, Poller.READABLE, 7);
            assertEquals(List.of(), poll(0));
            assertEquals(Fd.END, reader.read(buffer));
            Fd writer = fifos.openWriter(fifo()).orElseThrow();
            assertEquals(Fd.WOULD_BLOCK, reader.read(buffer));
            assertEquals(5, writer.write("hello".getBytes(UTF_8), 0, 5));
            assertEquals(List.of(new Event(7, Poller.READABLE)), poll(-1));
            assertEquals(5, reader.read(buffer));
            assertEquals("hello", new String(buffer.bytes(), 0, 5, UTF_8));
            writer.close();
            List<Event> end = poll(-1);
            assertEquals(7, end.getFirst().token());
            assertTrue((end.getFirst().events() & Poller.HANGUP) != 0);
            assertEquals(Fd.END, reader.read(buffer));
        }
    }

    @Test
    void aWriterIsToldOnceWhenThereIsRoom() {
        try (Fd reader = fifos.openReader(fifo());
                Fd writer = fifos.openWriter(fifo()).orElseThrow()) {
            byte[] bytes = new byte[64 << 10];
            while (writer.write(bytes, 0, bytes.length) != Fd.WOULD_BLOCK) {
                assertTrue(writer.toString().contains("fifo"));
            }
            poller.add(writer, Poller.WRITABLE | Poller.ONCE, 1);
            assertEquals(List.of(), poll(0));
            IoBuffer all = new IoBuffer(64 << 10);
            while (reader.read(all) != Fd.WOULD_BLOCK) {
                assertEquals(64 << 10, all.capacity());
            }
            assertEquals(List.of(new Event(1, Poller.WRITABLE)), poll(-1));
            assertEquals(List.of(), poll(0));
            poller.change(writer, Poller.WRITABLE | Poller.ONCE, 2);
            assertEquals(List.of(new Event(2, Poller.WRITABLE)), poll(0));
        }
    }

    @Test
    void aWriterWithoutReaderIsBroken() {
        Path path = fifo();
        assertEquals(Optional.empty(), fifos.openWriter(path));
        Fd reader = fifos.openReader(path);
        try (Fd writer = fifos.openWriter(path).orElseThrow()) {
            reader.close();
            assertEquals(Fd.BROKEN, writer.write(new byte[1], 0, 1));
        }
        assertThrows(IllegalStateException.class, () -> reader.read(buffer));
    }

    @Test
    void wakingEndsAWaitAndIsNotLostBeforeIt() throws InterruptedException {
        poller.wake();
        poller.wake();
        assertEquals(List.of(), poll(-1));
        Thread waiter = Thread.ofPlatform().start(() -> poll(-1));
        poller.wake();
        waiter.join();
        assertFalse(waiter.isAlive());
    }

    @Test
    void whatIsNotWatchedAnyMoreIsNotTold() {
        try (Fd reader = fifos.openReader(fifo());
                Fd writer = fifos.openWriter(fifo()).orElseThrow()) {
            poller.add(reader, Poller.READABLE, 7);
            writer.write(new byte[1], 0, 1);
            poller.remove(reader);
            assertEquals(List.of(), poll(0));
        }
    }

    @Test
    void aPipeIsEnlarged() {
        try (Fd reader = fifos.openReader(fifo());
                Fd writer = fifos.openWriter(fifo()).orElseThrow()) {
            assertTrue(reader.enlargePipe(1 << 20));
            int written = 0;
            byte[] bytes = new byte[64 << 10];
            for (int n = 0; n >= 0; n = writer.write(bytes, 0, bytes.length)) {
                written += n;
            }
            assertEquals(1 << 20, written);
        }
    }

    @Test
    void somethingElseInAFifosPlaceIsRefused() throws Exception {
        Path path = Files.writeString(temp.resolve("file"), "x");
        assertThrows(EngineException.Conflict.class, () -> fifos.make(path, 0600));
        Files.createSymbolicLink(temp.resolve("link"), fifo());
        assertThrows(EngineException.Conflict.class, () -> fifos.make(temp.resolve("link"), 0600));
        assertThrows(EngineException.Internal.class, () -> fifos.openReader(temp.resolve("link")));
    }
}
