package dev.joey.http;

import java.io.OutputStream;
import java.util.concurrent.CompletionStage;

/**
 * A response of bytes, for logs, archives and exports. Made by {@link Streams}; written by virtual
 * threads; closed before the resource's method ends.
 */
public final class RawStream implements AutoCloseable {
    private final ResponseStream body;

    RawStream(ResponseStream body) {
        this.body = body;
    }

    /**
     * Sends bytes as they are; waits while the client is slow.
     *
     * @throws ClientGoneException if the client left, or the thread was interrupted
     */
    public void write(byte[] bytes, int offset, int length) {
        body.write(bytes, offset, length);
    }

    /**
     * Sends bytes as one frame of {@code stream}, see {@link StreamFrames}.
     *
     * @throws ClientGoneException if the client left, or the thread was interrupted
     */
    public void writeFrame(int stream, byte[] bytes, int offset, int length) {
        body.write(StreamFrames.head(stream, length), bytes, offset, length);
    }

    /** This as an {@code OutputStream}; closing that closes nothing. */
    public OutputStream asOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int b) {
                RawStream.this.write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                RawStream.this.write(bytes, offset, length);
            }
        };
    }

    /** Completes when the client left, or the daemon hung up. Never fails. */
    public CompletionStage<Void> gone() {
        return body.gone();
    }

    /** Breaks the response off, so that the client sees that it is not whole. */
    public void abort() {
        body.abort();
    }

    /** Ends the response. */
    @Override
    public void close() {
        body.end();
    }
}
