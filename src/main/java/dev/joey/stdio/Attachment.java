package dev.joey.stdio;

/** One client's connection to a container's streams. Closing it detaches. */
public interface Attachment extends AutoCloseable {
    /**
     * Waits for output.
     *
     * @return the next piece, or null when the container's output ended or the client was detached
     */
    Piece next() throws InterruptedException;

    /**
     * Hands input to the container; waits while the container does not read.
     *
     * @return false if the detach keys were typed or the container's input is closed
     */
    boolean input(byte[] bytes, int offset, int length) throws InterruptedException;

    /** The client will send no more input; with StdinOnce the container's input is closed. */
    void inputEnded();

    /** Why {@link #next} answered null. */
    boolean detachedByKeys();

    @Override
    void close();

    /** {@code stream} is 1 for standard output and 2 for standard error. */
    record Piece(int stream, byte[] bytes) {}
}
