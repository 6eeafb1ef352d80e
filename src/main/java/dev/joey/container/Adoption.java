package dev.joey.container;

import dev.joey.container.ContainerState.Created;
import dev.joey.container.ContainerState.Exit;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Paused;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.Run;
import dev.joey.container.ContainerState.Running;
import dev.joey.container.ContainerState.StartFailure;
import dev.joey.containerd.Tasks;
import dev.joey.containerd.Tasks.Phase;
import dev.joey.containerd.Tasks.TaskStatus;
import dev.joey.error.EngineException;
import dev.joey.stdio.ContainerIo;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Makes one container's rows agree with what containerd has of it, when the daemon starts. */
@ApplicationScoped
class Adoption {
    /** What Docker answers for a container whose end nobody saw. */
    static final int UNKNOWN_EXIT = 255;

    private final Tasks tasks;
    private final ContainerIo io;
    private final ContainerStdio stdio;
    private final ExitHandler exits;
    private final ContainerRemains remains;
    private final RemoveContainer remove;
    private final Clock clock;

    Adoption(
            Tasks tasks,
            ContainerIo io,
            ContainerStdio stdio,
            ExitHandler exits,
            ContainerRemains remains,
            RemoveContainer remove,
            Clock clock) {
        this.tasks = tasks;
        this.io = io;
        this.stdio = stdio;
        this.exits = exits;
        this.remains = remains;
        this.remove = remove;
        this.clock = clock;
    }

    /**
     * Adopts, finishes or undoes.
     *
     * @param task null if containerd has none
     */
    void agree(LockedContainers.Held held, TaskStatus task) {
        switch (held.now().state()) {
            case Running(Run run) -> alive(held, run, task);
            case Paused(Run run) -> alive(held, run, task);
            case Created _, Exited _, Restarting _ -> notRunning(held, task);
        }
    }

    /** The rows say that it runs. */
    private void alive(LockedContainers.Held held, Run run, TaskStatus task) {
        var _ = io.open(stdio.of(held.now()));
        io.keep(held.id().value());
        boolean ours = task != null && task.pid() == run.pid();
        if (ours && task.phase() == Phase.CREATED) {
            finishStart(held, run);
            return;
        }
        if (ours && isAlive(task)) {
            held.save(
                    held.now()
                            .in(task.phase() == Phase.PAUSED ? new Paused(run) : new Running(run)));
        } else if (ours && task.phase() == Phase.STOPPED) {
            exits.end(held, run, task.exitCode(), task.exitedAt());
        } else {
            remains.killTask(held.id());
            exits.end(held, run, UNKNOWN_EXIT, clock.instant());
        }
    }

    /** The daemon died between storing the start and doing it. */
    private void finishStart(LockedContainers.Held held, Run run) {
        try {
            tasks.start(held.id().value());
            held.save(held.now().in(new Running(run)));
        } catch (EngineException e) {
            exits.end(held, run, StartFailures.of(e).code(), clock.instant());
        }
    }

    /** The rows say that it does not run; a start may have been cut off before it was stored. */
    private void notRunning(LockedContainers.Held held, TaskStatus task) {
        if (task != null && (isAlive(task) || endedUnseen(held.now(), task))) {
            started(held, task);
            return;
        }
        remains.killTask(held.id());
        remains.clearRun(held.id());
        Container container = held.now();
        switch (container.state()) {
            case Exited _ when container.spec().host().autoRemove() -> remove.finish(held);
            case Exited(Exit last, var _) when comesBack(container) ->
                    held.save(container.in(new Restarting(last, clock.instant())));
            case Created(StartFailure failure)
                    when failure != null && container.spec().host().autoRemove() ->
                    remove.finish(held);
            default -> {}
        }
    }

    /** Stores the start that the dead daemon could not store. */
    private void started(LockedContainers.Held held, TaskStatus task) {
        Instant seen = task.exitedAt() == null ? clock.instant() : task.exitedAt();
        Run run = new Run(held.now().runs() + 1, task.pid(), seen);
        held.save(
                held.now().started(new Running(run), run.number(), held.now().restartCount()),
                "start",
                Map.of());
        alive(held, run, task);
    }

    private static boolean comesBack(Container container) {
        return RestartDecision.atDaemonStart(
                container.spec().host().restartPolicy(), container.stoppedByUser());
    }

    private static boolean isAlive(TaskStatus task) {
        return task.phase() == Phase.RUNNING || task.phase() == Phase.PAUSED;
    }

    /** Whether the ended task is of a run that no row tells of. */
    private static boolean endedUnseen(Container container, TaskStatus task) {
        Optional<Exit> last = container.lastExit();
        return task.phase() == Phase.STOPPED
                && (last.isEmpty() || !last.get().finishedAt().equals(task.exitedAt()));
    }
}
