package dev.joey.container;

import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Paused;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.Running;
import dev.joey.containerd.Tasks;
import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends a signal to the init process of a held container. */
@ApplicationScoped
class SignalContainer {
    private final Tasks tasks;
    private final ExitWaiters waiters;

    SignalContainer(Tasks tasks, ExitWaiters waiters) {
        this.tasks = tasks;
        this.waiters = waiters;
    }

    /**
     * Sends the signal. A frozen container is thawed so that it arrives; a process that has just
     * ended is no error, as its exit is on its way.
     *
     * @return sees the end of this run, however soon it comes; to be closed by the caller
     */
    ExitWaiters.Waiter send(LockedContainers.Held held, int signal) {
        ExitWaiters.Waiter end = waiters.register(held.id(), ExitWaiters.Until.EXITED);
        try {
            deliver(held, signal);
            return end;
        } catch (RuntimeException e) {
            end.close();
            throw e;
        }
    }

    /** Lets a restart that is due later not happen; false if there is none. */
    boolean cancelRestart(LockedContainers.Held held) {
        if (!(held.now().state() instanceof Restarting(var exit, var _))) {
            return false;
        }
        held.save(held.now().in(new Exited(exit, null)).stoppedByUser(true));
        waiters.exited(held.id(), exit.code());
        return true;
    }

    private void deliver(LockedContainers.Held held, int signal) {
        String id = held.id().value();
        try {
            tasks.kill(id, signal, signal == Signals.KILL);
            if (held.now().state() instanceof Paused(var run)) {
                thaw(id);
                held.save(held.now().in(new Running(run)), "unpause");
            }
        } catch (EngineException.NotFound _) {
            // Ended between the look at its state and the signal.
        }
    }

    /** The runtime thaws by itself what it ends with SIGKILL, or has it ended already. */
    private void thaw(String id) {
        try {
            tasks.resume(id);
        } catch (EngineException e) {
            if (tasks.get(id).filter(task -> task.phase() == Tasks.Phase.PAUSED).isPresent()) {
                throw e;
            }
        }
    }
}
