package dev.joey.stdio.log;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;

/**
 * Somebody elsewhere who takes a container's log. Messages are made on the thread that reads the
 * container, all else happens on the writer's own.
 */
interface LogTarget extends Closeable {
    /**
     * Makes the message of one record.
     *
     * @param newline whether the line ends here
     * @return null if there is nothing to send
     */
    byte[] message(int stream, Instant at, byte[] bytes, int from, int to, boolean newline);

    /** Connects anew, what was there before being closed. */
    void connect() throws IOException;

    /** Sends a message whole; blocks no longer than some seconds. */
    void send(byte[] message) throws IOException;

    /** Hands up what the connection holds; a second time does nothing. */
    @Override
    void close();
}
