package dev.joey.containerd;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * containerd's tasks service: the processes of containers. Every call has a deadline; failures are
 * the classes of {@link dev.joey.error.EngineException}.
 */
public interface Tasks {
    /**
     * Makes the task of a container that {@link Containers} knows: starts the shim and lets the
     * runtime create the init process, which waits.
     *
     * @return the PID of the init process in the host's namespace
     */
    long create(NewTask task);

    /** Lets the init process run. */
    void start(String containerId);

    /**
     * Sends a signal to the init process, or to all processes of the container.
     *
     * @param signal number, 1 to 64
     * @throws dev.joey.error.EngineException.NotFound if the process has ended
     */
    void kill(String containerId, int signal, boolean all);

    /** Freezes all processes. */
    void pause(String containerId);

    /** Thaws all processes. */
    void resume(String containerId);

    /** The PIDs of the container's processes, in the host's namespace. */
    List<Long> pids(String containerId);

    /**
     * Closes the shim's writing end of the process's standard input. {@code execId} is empty for
     * init.
     */
    void closeStdin(String containerId, String execId);

    /** Sets the size of the process's terminal in cells. {@code execId} is empty for init. */
    void resize(String containerId, String execId, int width, int height);

    /** The task's present status, if there is a task. */
    Optional<TaskStatus> get(String containerId);

    /**
     * Makes a further process in a running container; it runs with {@link #startExec}.
     *
     * @throws dev.joey.error.EngineException.Conflict if the container has such an exec
     * @throws dev.joey.error.EngineException.NotFound if there is no such task
     */
    void exec(NewExec exec);

    /**
     * Lets the process of {@link #exec} run.
     *
     * @return its PID in the host's namespace
     * @throws dev.joey.error.EngineException.Internal in the runtime's words if its command cannot
     *     be executed
     */
    long startExec(String containerId, String execId);

    /**
     * Sends a signal, 1 to 64, to the process of an exec.
     *
     * @throws dev.joey.error.EngineException.NotFound if it has ended
     */
    void killExec(String containerId, String execId, int signal);

    /** The present status of the process of an exec, if containerd knows it. */
    Optional<TaskStatus> getExec(String containerId, String execId);

    /**
     * Lets containerd forget the process of an exec.
     *
     * @return how it ended, or empty if there was none
     * @throws dev.joey.error.EngineException if it has not ended
     */
    Optional<TaskExit> deleteExec(String containerId, String execId);

    /** All tasks of the namespace. */
    List<TaskStatus> list();

    /**
     * Removes a task that has ended, and its shim.
     *
     * @return how the init process ended, or empty if there was no task
     * @throws dev.joey.error.EngineException.Conflict if the task has not ended
     */
    Optional<TaskExit> delete(String containerId);

    /**
     * The values. The other ends of the FIFOs must be open already: the creation waits for them.
     *
     * @param containerId a container that {@link Containers} made
     * @param rootfs the mounts that make the root file system, from {@link Snapshots}
     * @param stdin path of a FIFO, or empty
     * @param stdout path of a FIFO, or empty
     * @param stderr path of a FIFO if there is one for stdout, else empty; always empty with a
     *     terminal
     * @param terminal whether init gets a pseudo-terminal
     */
    record NewTask(
            String containerId,
            List<RootMount> rootfs,
            String stdin,
            String stdout,
            String stderr,
            boolean terminal) {}

    /**
     * The values. As with {@link NewTask} the other ends of the FIFOs must be open.
     *
     * @param execId unique in its container; never the container's id
     * @param processJson the {@code process} object of the runtime spec
     */
    record NewExec(
            String containerId,
            String execId,
            byte[] processJson,
            String stdin,
            String stdout,
            String stderr,
            boolean terminal) {}

    /** What a task does. */
    enum Phase {
        CREATED,
        RUNNING,
        PAUSED,
        STOPPED,
        UNKNOWN
    }

    /**
     * The values.
     *
     * @param exitCode meaningful when the phase is {@code STOPPED}
     * @param exitedAt null unless the phase is {@code STOPPED}
     */
    record TaskStatus(String containerId, long pid, Phase phase, int exitCode, Instant exitedAt) {}

    /** How a process ended; {@code code} is 128 plus the signal's number if a signal ended it. */
    record TaskExit(int code, Instant at) {}
}
