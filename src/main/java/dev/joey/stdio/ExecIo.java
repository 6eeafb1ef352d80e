package dev.joey.stdio;

import dev.joey.stdio.ContainerIo.AttachRequest;
import dev.joey.stdio.ContainerIo.StdioPaths;
import java.time.Duration;
import java.util.Set;

/**
 * The standard streams of execs: FIFOs for a process that has one client at most and no log. What
 * no client takes is thrown away.
 */
public interface ExecIo {
    /** Makes the FIFOs of an exec, or takes over those of an earlier daemon, and begins to read. */
    ExecStreams open(ExecStdio stdio);

    /** The execs that have FIFOs, whoever made them. */
    Set<String> present();

    /** Removes the FIFOs of an exec that nobody reads. */
    void remove(String execId);

    /**
     * The values.
     *
     * @param execId hexadecimal
     * @param client null if nobody is there
     * @param closeStdin closes the shim's own writing end of the input, containerd's CloseIO;
     *     called on a thread of its own, again as long as it throws {@code NotFound} or {@code
     *     Unavailable} and the streams are open
     */
    record ExecStdio(
            String execId,
            boolean tty,
            boolean openStdin,
            AttachRequest client,
            Runnable closeStdin) {}

    /** The open streams of one exec. */
    interface ExecStreams {
        /** The paths for the shim. */
        StdioPaths paths();

        /** The client's end; null if there is no client. */
        Attachment client();

        /**
         * The process ended: waits until what it printed was read.
         *
         * @param patience the longest wait for a background process that keeps the output open
         */
        void drain(Duration patience);

        /** Closes and removes the FIFOs, and ends the client when it has taken what was read. */
        void close();
    }
}
