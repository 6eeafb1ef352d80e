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
     * @return false if no more input is taken: the detach keys were typed, the container's input is
     *     closed or was never open, or the client did not ask for it
     */
    boolean input(byte[] bytes, int offset, int length) throws InterruptedException;

    /**
     * The client will send no more input. With StdinOnce and no terminal the container's input is
     * closed; else this client is detached, as Docker does.
     */
    void inputEnded();

    /** Why {@link #next} answered null. */
    boolean detachedByKeys();

    /**
     * Another reason why {@link #next} answered null: the client took nothing for too long while
     * its buffer was full, and output was lost to it. The connection must end in a way that shows.
     */
    boolean fellBehind();

    @Override
    void close();

    /** {@code stream} is 1 for standard output and 2 for standard error. */
    record Piece(int stream, byte[] bytes) {}
}
