package dev.joey.container;

import dev.joey.container.ContainerState.Created;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Paused;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.Running;
import dev.joey.containerd.Tasks;
import dev.joey.error.EngineException.Conflict;
import jakarta.enterprise.context.ApplicationScoped;

/** Freezes a running container, and thaws it. */
@ApplicationScoped
class PauseContainer {
    private final LockedContainers locked;
    private final Tasks tasks;

    PauseContainer(LockedContainers locked, Tasks tasks) {
        this.locked = locked;
        this.tasks = tasks;
    }

    void pause(String reference) {
        try (LockedContainers.Held held = locked.hold(reference)) {
            String id = held.id().value();
            switch (held.now().state()) {
                case Running(var run) -> {
                    tasks.pause(id);
                    held.save(held.now().in(new Paused(run)), "pause");
                }
                case Paused _ -> throw new Conflict("Container " + id + " is already paused");
                case Restarting _ ->
                        throw new Conflict(
                                "Container "
                                        + id
                                        + " is restarting, wait until the container is running");
                case Created _, Exited _ ->
                        throw new Conflict("Container " + id + " is not running");
            }
        }
    }

    void unpause(String reference) {
        try (LockedContainers.Held held = locked.hold(reference)) {
            String id = held.id().value();
            if (!(held.now().state() instanceof Paused(var run))) {
                throw new Conflict("Container " + id + " is not paused");
            }
            tasks.resume(id);
            held.save(held.now().in(new Running(run)), "unpause");
        }
    }
}
