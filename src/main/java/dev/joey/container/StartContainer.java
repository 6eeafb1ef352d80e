package dev.joey.container;

import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.Run;
import dev.joey.container.ContainerState.Running;
import dev.joey.step.Steps;
import dev.joey.step.Together;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Starts a container. */
@ApplicationScoped
class StartContainer {
    private final LockedContainers locked;
    private final TaskLauncher launcher;
    private final FailedStart failed;
    private final RestartDelays delays;
    private final Clock clock;
    private final Steps steps;

    StartContainer(
            LockedContainers locked,
            TaskLauncher launcher,
            FailedStart failed,
            RestartDelays delays,
            Clock clock,
            Steps steps) {
        this.locked = locked;
        this.launcher = launcher;
        this.failed = failed;
        this.delays = delays;
        this.clock = clock;
        this.steps = steps;
    }

    /**
     * Starts a container because a user said so.
     *
     * @throws dev.joey.error.EngineException.NotModified if it runs
     * @throws dev.joey.error.EngineException.InvalidParameter if its command cannot be executed
     */
    void start(String reference) {
        try (LockedContainers.Held held = locked.hold(reference)) {
            Transitions.checkStart(held.now().state());
            delays.forget(held.id());
            start(held, 0);
        }
    }

    /** Starts a container that a user restarts; the event says so. */
    void restarted(String reference) {
        try (LockedContainers.Held held = locked.hold(reference)) {
            Transitions.checkStart(held.now().state());
            delays.forget(held.id());
            start(held, 0);
            held.tell("restart");
        }
    }

    /**
     * Starts a container because its restart policy says so, if nobody cancelled that meanwhile.
     */
    void startAgain(ContainerId id) {
        locked.hold(id)
                .ifPresent(
                        held -> {
                            try (held) {
                                if (held.now().state() instanceof Restarting) {
                                    start(held, held.now().restartCount() + 1);
                                }
                            }
                        });
    }

    private void start(LockedContainers.Held held, int restarts) {
        Container before = held.now();
        try {
            held.awaitCleared();
            Steps.Walk walk = steps.begin("start");
            long pid = launcher.create(before, walk);
            Run run = new Run(before.runs() + 1, pid, clock.instant());
            Container running = before.started(new Running(run), run.number(), restarts);
            // A daemon that dies between the two leaves a task that the next one starts.
            Together.run(
                    () -> {
                        held.save(running, "start");
                        walk.done("stored");
                    },
                    () -> launcher.start(before));
        } catch (RuntimeException e) {
            throw failed.of(held, before, e);
        }
    }
}
