package dev.joey.http;

import java.util.concurrent.CompletionStage;

/**
 * The raw connection behind a request, for one reading and one or more writing virtual threads.
 * Closing it sends what was written and then hangs up.
 */
public interface HijackedConnection extends AutoCloseable {
    /**
     * Waits for what the client sends.
     *
     * @return how many bytes were read, at least 1, or -1 when the client closed its side for
     *     writing or left
     * @throws ClientGoneException if the thread was interrupted
     */
    int read(byte[] target);

    /**
     * Sends bytes as they are; waits while the client is slow. Nothing needs to be flushed.
     *
     * @throws ClientGoneException if the client left, or the thread was interrupted
     */
    void write(byte[] bytes, int offset, int length);

    /**
     * Sends bytes as one frame of {@code stream}, see {@link StreamFrames}; waits while the client
     * is slow.
     *
     * @throws ClientGoneException if the client left, or the thread was interrupted
     */
    void writeFrame(int stream, byte[] bytes, int offset, int length);

    /** Says that no more output will come, when all before was sent; reading goes on. */
    void shutdownOutput();

    /** Completes when the connection is gone, whoever closed it. Never fails. */
    CompletionStage<Void> closed();

    /** Hangs up when all that was written is sent. Does not wait. Input is thrown away. */
    @Override
    void close();

    /** Hangs up at once; what is unsent is lost. */
    void abort();
}
