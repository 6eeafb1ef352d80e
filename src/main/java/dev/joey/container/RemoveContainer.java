package dev.joey.container;

import dev.joey.container.ContainerState.Created;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Paused;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.Running;
import dev.joey.error.EngineException.Conflict;
import dev.joey.step.Steps;
import jakarta.enterprise.context.ApplicationScoped;

/** Removes a container. */
@ApplicationScoped
class RemoveContainer {
    private final LockedContainers locked;
    private final KillContainer kill;
    private final Cleanups cleanups;
    private final ContainerRecords records;
    private final ExitWaiters waiters;
    private final Steps steps;

    RemoveContainer(
            LockedContainers locked,
            KillContainer kill,
            Cleanups cleanups,
            ContainerRecords records,
            ExitWaiters waiters,
            Steps steps) {
        this.locked = locked;
        this.kill = kill;
        this.cleanups = cleanups;
        this.records = records;
        this.waiters = waiters;
        this.steps = steps;
    }

    /** Removes a container and leaves its volumes. */
    void remove(String reference, boolean force) throws InterruptedException {
        remove(reference, force, false);
    }

    /**
     * Removes a container.
     *
     * @param force kills it first if it runs
     * @param volumes whether volumes that nobody named go with it
     * @throws Conflict if it runs and {@code force} is false
     */
    void remove(String reference, boolean force, boolean volumes) throws InterruptedException {
        Container container = locked.lookUp(reference);
        if (force && container.run().isPresent()) {
            try {
                kill.kill(container.id().value(), "KILL");
            } catch (Conflict _) {
                // Ended by itself meanwhile, which is what is wanted.
            }
        }
        locked.hold(container.id())
                .ifPresent(
                        held -> {
                            try (held) {
                                checkRemovable(held.now(), force);
                                finish(held, volumes);
                            }
                        });
    }

    /**
     * Removes a held container that does not run, whatever its state: it is gone when its rows are;
     * what is left of it outside of them is cleared away behind that. With a container that removes
     * itself go the volumes that nobody named.
     */
    void finish(LockedContainers.Held held) {
        finish(held, held.now().spec().host().autoRemove());
    }

    private void finish(LockedContainers.Held held, boolean volumes) {
        Steps.Walk walk = steps.begin("remove");
        Container container = held.now();
        records.delete(container, volumes);
        walk.done("stored");
        waiters.removed(container.id(), container.exitCode());
        cleanups.afterRemoval(container);
    }

    private static void checkRemovable(Container container, boolean force) {
        String what = "cannot remove container \"/" + container.name() + "\": ";
        switch (container.state()) {
            case Created _, Exited _ -> {}
            case Restarting _ -> {
                if (!force) {
                    throw new Conflict(
                            what
                                    + "container is restarting: stop the container before removing or force remove");
                }
            }
            case Running _ ->
                    throw new Conflict(
                            what
                                    + "container is running: stop the container before removing or force remove");
            case Paused _ ->
                    throw new Conflict(what + "container is paused and must be unpaused first");
        }
    }
}
