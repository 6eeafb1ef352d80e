package dev.joey.container;

import dev.joey.containerd.TaskEvents;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Hands containerd's events on; each container's are handled on a thread of their own, ordered by
 * its lock.
 */
@ApplicationScoped
class TaskListener implements TaskEvents.Listener {
    private static final Logger LOG = Logger.getLogger(TaskListener.class);

    private final ExitHandler exits;
    private final OomHandler ooms;
    private final Reconciler reconciler;

    TaskListener(ExitHandler exits, OomHandler ooms, Reconciler reconciler) {
        this.exits = exits;
        this.ooms = ooms;
        this.reconciler = reconciler;
    }

    @Override
    public void exited(String containerId, String execId, long pid, int exitCode, Instant at) {
        if (execId.equals(containerId)) {
            run(
                    "exit of " + containerId,
                    () -> exits.exited(new ContainerId(containerId), pid, exitCode, at));
        }
    }

    @Override
    public void oom(String containerId) {
        run("out of memory in " + containerId, () -> ooms.oom(new ContainerId(containerId)));
    }

    @Override
    public void connected() {
        run("reconnect", reconciler::catchUp);
    }

    private static void run(String what, Runnable work) {
        Thread.startVirtualThread(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.errorf(e, "cannot handle: %s", what);
                    }
                });
    }
}
