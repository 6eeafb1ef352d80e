package dev.joey.stdio;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The standard streams of containers: FIFOs that outlive the daemon, the log, and the attached
 * clients.
 */
public interface ContainerIo {
    /**
     * Makes the container's FIFOs if they are not there, opens its log, and begins to read. Doing
     * so again, as after a restart of the daemon, goes on where reading ended.
     *
     * @return the paths for the shim
     */
    StdioPaths open(StdioSpec spec);

    /**
     * Keeps from now on what the container prints, even if it ends while no daemon is there. To be
     * called when the shim has opened the FIFOs, not before.
     */
    void keep(String containerId);

    /**
     * Waits until all output of an ended process was read and logged, then closes and removes the
     * FIFOs, and ends all attachments.
     *
     * @param patience the longest wait for a background process that keeps the output open
     */
    void finish(String containerId, Duration patience);

    /** Connects a client. Works before {@link #open}: the streams come with the next run. */
    Attachment attach(String containerId, AttachRequest request);

    /**
     * Says who closes the shim's own writing end of a container's input (containerd's CloseIO) when
     * the first client's input ends and StdinOnce is set. Called on a thread of its own with the
     * container's id, maybe while the task is still being made: called again as long as it throws
     * {@code NotFound} or {@code Unavailable} and the run is not over.
     */
    void onStdinClosed(Consumer<String> closer);

    /** Forgets all about a container, its log files included. */
    void remove(String containerId);

    /**
     * The values.
     *
     * @param logDriver {@code json-file} or {@code none}
     * @param logPath the log file, {@code <data-root>/containers/<id>/<id>-json.log}
     */
    record StdioSpec(
            String containerId,
            boolean tty,
            boolean openStdin,
            boolean stdinOnce,
            String logDriver,
            Map<String, String> logOptions,
            Map<String, String> logAttributes,
            Path logPath) {}

    /** Empty text for a stream that is not there. */
    record StdioPaths(String stdin, String stdout, String stderr) {}

    /**
     * Which streams a client wants.
     *
     * @param detachKeys as {@link DetachKeys#parse} gives them, looked for with a terminal only;
     *     none means the default
     */
    record AttachRequest(boolean stdin, boolean stdout, boolean stderr, byte[] detachKeys) {}
}
