package dev.joey.container;

import dev.joey.containerd.TaskEvents;
import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Hands containerd's events on: each container's one after the other, those of different containers
 * side by side.
 */
@ApplicationScoped
class TaskListener implements TaskEvents.Listener {
    private static final Logger LOG = Logger.getLogger(TaskListener.class);

    /** Between two tries to store what containerd told: a full disk gets room again. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ExitHandler exits;
    private final OomHandler ooms;
    private final Reconciler reconciler;
    private final ExecProcesses execs;
    private final EventQueues queues = new EventQueues();

    TaskListener(ExitHandler exits, OomHandler ooms, Reconciler reconciler, ExecProcesses execs) {
        this.exits = exits;
        this.ooms = ooms;
        this.reconciler = reconciler;
        this.execs = execs;
    }

    @Override
    public void exited(String containerId, String execId, long pid, int exitCode, Instant at) {
        if (execId.equals(containerId)) {
            ContainerId id = new ContainerId(containerId);
            queues.add(containerId, () -> untilDone(() -> exits.exited(id, pid, exitCode, at)));
        } else {
            execs.exited(containerId, execId, exitCode, at);
        }
    }

    @Override
    public void oom(String containerId) {
        ContainerId id = new ContainerId(containerId);
        queues.add(containerId, () -> ooms.oom(id));
    }

    @Override
    public void connected() {
        queues.add("", reconciler::catchUp);
        queues.add("", execs::catchUp);
    }

    /** An end is told once only: it must not be lost because the disk is full or a lock is busy. */
    private static void untilDone(Runnable work) {
        while (true) {
            try {
                work.run();
                return;
            } catch (EngineException.Unavailable e) {
                LOG.errorf("cannot handle the end of a container yet: %s", e.getMessage());
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
