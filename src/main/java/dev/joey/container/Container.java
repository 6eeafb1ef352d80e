package dev.joey.container;

import dev.joey.container.ContainerState.Created;
import dev.joey.container.ContainerState.Exit;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Paused;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.Run;
import dev.joey.container.ContainerState.Running;
import dev.joey.container.ContainerState.StartFailure;
import java.time.Instant;
import java.util.Optional;

/**
 * A container as its rows tell.
 *
 * @param name without a leading slash
 * @param runs how often it was started so far
 * @param restartCount automatic restarts since the last start by a user
 * @param stoppedByUser whether the last run was ended by stop or kill, which restart policies
 *     respect
 */
public record Container(
        ContainerId id,
        String name,
        Instant createdAt,
        ContainerSpec spec,
        ContainerState state,
        long runs,
        int restartCount,
        boolean stoppedByUser,
        boolean oomKilled) {

    /** The present run, if its init process lives. */
    public Optional<Run> run() {
        return switch (state) {
            case Running(Run run) -> Optional.of(run);
            case Paused(Run run) -> Optional.of(run);
            case Created _, Restarting _, Exited _ -> Optional.empty();
        };
    }

    /** How the last run ended, if one did and none lives. */
    public Optional<Exit> lastExit() {
        return switch (state) {
            case Restarting(Exit exit, Instant _) -> Optional.of(exit);
            case Exited(Exit exit, StartFailure _) -> Optional.of(exit);
            case Created _, Running _, Paused _ -> Optional.empty();
        };
    }

    /** Why the last start failed, if it did. */
    public Optional<StartFailure> startFailure() {
        return switch (state) {
            case Created(StartFailure failure) -> Optional.ofNullable(failure);
            case Exited(Exit _, StartFailure failure) -> Optional.ofNullable(failure);
            case Running _, Paused _, Restarting _ -> Optional.empty();
        };
    }

    /**
     * The code that {@code wait} and {@code inspect} show: of the failed start, else of the last
     * run, else 0.
     */
    public int exitCode() {
        return startFailure()
                .map(StartFailure::code)
                .orElseGet(() -> lastExit().map(Exit::code).orElse(0));
    }

    Container in(ContainerState next) {
        return new Container(
                id, name, createdAt, spec, next, runs, restartCount, stoppedByUser, oomKilled);
    }

    Container started(ContainerState next, long run, int restarts) {
        return new Container(id, name, createdAt, spec, next, run, restarts, false, false);
    }

    Container stoppedByUser(boolean stopped) {
        return new Container(
                id, name, createdAt, spec, state, runs, restartCount, stopped, oomKilled);
    }

    Container named(String next) {
        return new Container(
                id, next, createdAt, spec, state, runs, restartCount, stoppedByUser, oomKilled);
    }

    /** Marks the present run, or the last one, as struck by the OOM killer. */
    Container outOfMemory() {
        ContainerState marked =
                switch (state) {
                    case Restarting(Exit exit, Instant next) ->
                            new Restarting(exit.outOfMemory(), next);
                    case Exited(Exit exit, StartFailure failure) ->
                            new Exited(exit.outOfMemory(), failure);
                    case Created _, Running _, Paused _ -> state;
                };
        return new Container(
                id, name, createdAt, spec, marked, runs, restartCount, stoppedByUser, true);
    }
}
