package dev.joey.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipePeekTest {
    private final Fifos fifos = new Fifos(HostSyscalls.current());
    private final IoBuffer buffer = new IoBuffer(8);

    @TempDir Path temp;

    private Path fifo() {
        Path path = temp.resolve("fifo");
        fifos.make(path, 0600);
        return path;
    }

    private static void write(Fd writer, String text) {
        assertEquals(text.length(), writer.write(text.getBytes(UTF_8), 0, text.length()));
    }

    private String seen(int count) {
        return new String(buffer.bytes(), 0, count, UTF_8);
    }

    @Test
    void whatIsSeenStaysUntilItIsDiscarded() {
        try (PipePeek peek = fifos.peek();
                Fd reader = fifos.openReader(fifo());
                Fd writer = fifos.openWriter(fifo()).orElseThrow()) {
            write(writer, "one");
            write(writer, "two");
            assertEquals("onetwo", seen(peek.peek(reader, buffer)));
            assertEquals("onetwo", seen(peek.peek(reader, buffer)));

            reader.discard(3, buffer);
            assertEquals("two", seen(peek.peek(reader, buffer)));
            reader.discard(3, buffer);
            assertEquals(Fd.WOULD_BLOCK, peek.peek(reader, buffer));
        }
    }

    @Test
    void noMoreIsSeenThanTheBufferHolds() {
        try (PipePeek peek = fifos.peek();
                Fd reader = fifos.openReader(fifo());
                Fd writer = fifos.openWriter(fifo()).orElseThrow()) {
            write(writer, "0123456789");
            assertEquals("01234567", seen(peek.peek(reader, buffer)));
            reader.discard(8, buffer);
            assertEquals("89", seen(peek.peek(reader, buffer)));
        }
    }

    @Test
    void theEndIsSeenWhenNobodyWrites() {
        try (PipePeek peek = fifos.peek();
                Fd reader = fifos.openReader(fifo())) {
            assertEquals(Fd.END, peek.peek(reader, buffer));
            Fd writer = fifos.openWriter(fifo()).orElseThrow();
            write(writer, "last");
            writer.close();
            assertEquals("last", seen(peek.peek(reader, buffer)));
            reader.discard(4, buffer);
            assertEquals(Fd.END, peek.peek(reader, buffer));
        }
    }
}
