package dev.joey.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LayerPipeTest {
    private final LayerPipe pipe = new LayerPipe();

    private CompletableFuture<Void> writing(byte[] bytes, boolean whole) {
        return CompletableFuture.runAsync(
                () -> {
                    try (OutputStream in = pipe.in()) {
                        for (int at = 0; at < bytes.length; at += 1000) {
                            in.write(bytes, at, Math.min(1000, bytes.length - at));
                        }
                        if (whole) {
                            pipe.end();
                        } else {
                            pipe.breakOff();
                        }
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                Thread::startVirtualThread);
    }

    @Test
    void allThatIsWrittenIsReadInItsOrder() throws IOException {
        byte[] bytes = new byte[1_234_567];
        new Random(1).nextBytes(bytes);
        CompletableFuture<Void> writer = writing(bytes, true);
        try (InputStream out = pipe.out()) {
            assertArrayEquals(bytes, out.readAllBytes());
            assertEquals(-1, out.read());
        }
        writer.join();
    }

    @Test
    void aReaderSeesThatTheWriterFailed() {
        CompletableFuture<Void> writer = writing(new byte[5000], false);
        assertThrows(IOException.class, () -> pipe.out().readAllBytes());
        writer.join();
    }

    @Test
    void aWriterSeesThatTheReaderLeft() throws IOException {
        CompletableFuture<Void> writer = writing(new byte[1_000_000], true);
        try (InputStream out = pipe.out()) {
            assertEquals(0, out.read());
        }
        assertThrows(CompletionException.class, writer::join);
    }
}
