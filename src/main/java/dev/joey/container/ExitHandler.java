package dev.joey.container;

import dev.joey.container.ContainerState.Exit;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.Run;
import dev.joey.stdio.ContainerIo;
import dev.joey.step.Steps;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What follows the end of an init process, in this order: output, rows, those who wait, clean-up,
 * removal.
 */
@ApplicationScoped
class ExitHandler {
    /** How long a background process that keeps the output open may delay the end. */
    private static final Duration OUTPUT = Duration.ofSeconds(10);

    private final LockedContainers locked;
    private final ContainerIo io;
    private final Cleanups cleanups;
    private final RemoveContainer remove;
    private final ExitWaiters waiters;
    private final RestartSchedule schedule;
    private final Steps steps;

    ExitHandler(
            LockedContainers locked,
            ContainerIo io,
            Cleanups cleanups,
            RemoveContainer remove,
            ExitWaiters waiters,
            RestartSchedule schedule,
            Steps steps) {
        this.locked = locked;
        this.io = io;
        this.cleanups = cleanups;
        this.remove = remove;
        this.waiters = waiters;
        this.schedule = schedule;
        this.steps = steps;
    }

    /**
     * Handles the end of a run. A late or repeated report, one whose process is not the present
     * one, changes nothing.
     *
     * @param pid of the process that ended
     * @param code 0 to 255
     */
    void exited(ContainerId id, long pid, int code, Instant at) {
        locked.hold(id)
                .ifPresent(
                        held -> {
                            try (held) {
                                Optional<Run> run =
                                        held.now().run().filter(now -> now.pid() == pid);
                                run.ifPresent(ended -> end(held, ended, code, at));
                            }
                        });
    }

    /** Handles the end of the present run of a held container. */
    void end(LockedContainers.Held held, Run run, int code, Instant at) {
        Steps.Walk walk = steps.begin("exit");
        ContainerId id = held.id();
        io.finish(id.value(), OUTPUT);
        walk.done("output");
        Container container = held.now();
        Exit exit = new Exit(run.number(), code, run.startedAt(), at, container.oomKilled());
        ContainerState next = schedule.after(container, exit);
        held.save(container.in(next), "die", details(exit));
        walk.done("stored");
        waiters.exited(id, code);
        cleanups.afterRun(id);
        if (next instanceof Restarting) {
            schedule.changed();
        } else if (container.spec().host().autoRemove() && !schedule.comesBack(id)) {
            remove.finish(held);
        }
    }

    private static Map<String, String> details(Exit exit) {
        long seconds =
                Math.max(0, Duration.between(exit.startedAt(), exit.finishedAt()).toSeconds());
        return Map.of(
                "exitCode", Integer.toString(exit.code()), "execDuration", Long.toString(seconds));
    }
}
