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
     * @param logDriver its name, as {@code json-file}
     * @param logPath the log file of {@code json-file}, {@code
     *     <data-root>/containers/<id>/<id>-json.log}; other drivers' files lie beside it
     * @param logNames how drivers that send the log away call the container
     */
    record StdioSpec(
            String containerId,
            boolean tty,
            boolean openStdin,
            boolean stdinOnce,
            String logDriver,
            Map<String, String> logOptions,
            Map<String, String> logAttributes,
            Path logPath,
            LogNames logNames) {
        /** One whose log is not sent away. */
        public StdioSpec(
                String containerId,
                boolean tty,
                boolean openStdin,
                boolean stdinOnce,
                String logDriver,
                Map<String, String> logOptions,
                Map<String, String> logAttributes,
                Path logPath) {
            this(
                    containerId,
                    tty,
                    openStdin,
                    stdinOnce,
                    logDriver,
                    logOptions,
                    logAttributes,
                    logPath,
                    new LogNames(containerId, "", "", ""));
        }
    }

    /**
     * How a container is called elsewhere.
     *
     * @param name without a leading slash
     * @param image as the user wrote it
     * @param tag what the option {@code tag} makes, or its default
     */
    record LogNames(String id, String name, String image, String tag) {}

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
