package dev.joey.container;

import dev.joey.container.ContainerState.Created;
import dev.joey.container.ContainerState.Exit;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.StartFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

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

    /** Answers what the caller of the start is told. */
    RuntimeException of(LockedContainers.Held held, RuntimeException cause) {
        StartFailure failure = StartFailures.of(cause);
        try {
            remains.killTask(held.id());
            launcher.abandon(held.now());
            remains.clearRun(held.id());
            store(held, failure);
            if (held.now().spec().host().autoRemove()) {
                remove.finish(held);
            }
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
        return StartFailures.answer(failure, cause);
    }

    private void store(LockedContainers.Held held, StartFailure failure) {
        boolean waited = held.now().state() instanceof Restarting;
        Optional<Exit> last = held.now().lastExit();
        held.save(
                held.now()
                        .in(
                                last.isPresent()
                                        ? new Exited(last.get(), failure)
                                        : new Created(failure)));
        if (waited) {
            // It was going to run again; now it has stopped for good.
            waiters.exited(held.id(), failure.code());
        }
    }
}
