package dev.joey.container;

import java.time.Instant;
import java.util.List;

/** What containers tell of, and ask about, the execs that run in them. */
public interface ExecProcesses {
    /**
     * The process of an exec ended. Called on containerd's event thread: must not block.
     *
     * @param code 0 to 255
     */
    void exited(String containerId, String execId, int code, Instant at);

    /**
     * The container's init process ended and its task is about to be removed: no exec of it runs
     * any more, and what is still unknown of their ends can be asked for the last time.
     */
    void runEnded(ContainerId id);

    /** The daemon starts and the containers agree with containerd: the execs shall, too. */
    void atStart();

    /** Events may have been missed. */
    void catchUp();

    /** The ids of a container's execs that have not ended, oldest first. */
    List<String> unfinished(ContainerId id);
}
