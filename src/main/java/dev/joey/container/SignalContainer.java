package dev.joey.container;

import dev.joey.container.ContainerState.Paused;
import dev.joey.containerd.Tasks;
import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Sends a signal to the init process of a held container; a frozen one is thawed so that the signal
 * arrives.
 */
@ApplicationScoped
class SignalContainer {
    private final Tasks tasks;

    SignalContainer(Tasks tasks) {
        this.tasks = tasks;
    }

    /** A process that has just ended is no error: its exit is on its way. */
    void send(LockedContainers.Held held, int signal) {
        String id = held.id().value();
        try {
            tasks.kill(id, signal, signal == Signals.KILL);
            if (held.now().state() instanceof Paused(var run)) {
                thaw(id);
                held.save(held.now().in(new ContainerState.Running(run)));
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
