package dev.joey.container;

import dev.joey.container.ContainerState.Created;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.StartFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Takes back what a start made that failed, and keeps the reason. */
@ApplicationScoped
class FailedStart {
    private final TaskLauncher launcher;
    private final ContainerRemains remains;
    private final RemoveContainer remove;
    private final ExitWaiters waiters;

    FailedStart(
            TaskLauncher launcher,
            ContainerRemains remains,
            RemoveContainer remove,
            ExitWaiters waiters) {
        this.launcher = launcher;
        this.remains = remains;
        this.remove = remove;
        this.waiters = waiters;
    }

    /**
     * Answers what the caller of the start is told.
     *
     * @param before the container as it was; its rows may already say that it runs
     */
    RuntimeException of(LockedContainers.Held held, Container before, RuntimeException cause) {
        StartFailure failure = StartFailures.of(cause);
        try {
            remains.killTask(held.id());
            launcher.abandon(before);
            remains.clearRun(held.id());
            store(held, before, failure);
            if (held.now().spec().host().autoRemove()) {
                remove.finish(held);
            }
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
        return StartFailures.answer(failure, cause);
    }

    private void store(LockedContainers.Held held, Container before, StartFailure failure) {
        Container failed =
                before.in(
                        before.lastExit()
                                .<ContainerState>map(last -> new Exited(last, failure))
                                .orElseGet(() -> new Created(failure)));
        if (held.now().run().isPresent()) {
            // It was told that it started.
            held.save(failed, "die", Map.of("exitCode", Integer.toString(failure.code())));
        } else {
            held.save(failed);
        }
        if (before.state() instanceof Restarting) {
            // It was going to run again; now it has stopped for good.
            waiters.exited(held.id(), failure.code());
        }
    }
}
