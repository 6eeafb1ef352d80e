package dev.joey.containerd;

import java.time.Instant;

/** What containerd tells of tasks without being asked. */
public interface TaskEvents {
    /**
     * Listens until the daemon stops; the stream is made again after each break of the connection.
     *
     * @param listener called on one thread, in containerd's order; must not block for long
     */
    void subscribe(Listener listener);

    /** What can happen to a task. */
    interface Listener {
        /** A process ended. {@code execId} equals {@code containerId} for the init process. */
        void exited(String containerId, String execId, long pid, int exitCode, Instant at);

        /** The kernel's OOM killer struck in the container. */
        void oom(String containerId);

        /**
         * The stream is new: what happened before may have been missed, so ask {@link Tasks#list}.
         */
        void connected();
    }
}
