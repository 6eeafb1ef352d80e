package dev.joey.container;

import dev.joey.container.ContainerState.Created;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.Run;
import dev.joey.container.ContainerState.Running;
import dev.joey.container.ContainerState.StartFailure;
import dev.joey.step.Steps;
import dev.joey.step.Together;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Starts a container. */
@ApplicationScoped
class StartContainer {
    private final LockedContainers locked;
    private final TaskLauncher launcher;
    private final ContainerRemains remains;
    private final RemoveContainer remove;
    private final RestartDelays delays;
    private final Clock clock;
    private final Steps steps;

    StartContainer(
            LockedContainers locked,
            TaskLauncher launcher,
            ContainerRemains remains,
            RemoveContainer remove,
            RestartDelays delays,
            Clock clock,
            Steps steps) {
        this.locked = locked;
        this.launcher = launcher;
        this.remains = remains;
        this.remove = remove;
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
            throw failed(held, before, e);
        }
    }

    /** Clears what the failed start made, and keeps the reason. */
    private RuntimeException failed(
            LockedContainers.Held held, Container before, RuntimeException cause) {
        StartFailure failure = StartFailures.of(cause);
        try {
            launcher.abandon(before);
            remains.clearRun(held.id());
            Optional<ContainerState.Exit> last = before.lastExit();
            held.save(
                    before.in(
                            last.isPresent()
                                    ? new Exited(last.get(), failure)
                                    : new Created(failure)));
            if (held.now().spec().host().autoRemove()) {
                remove.finish(held);
            }
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
        return StartFailures.answer(failure, cause);
    }
}
