package dev.joey.container;

import dev.joey.container.ContainerState.Created;
import dev.joey.container.ContainerState.Exit;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Paused;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.Running;
import dev.joey.container.ContainerState.StartFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A {@link ContainerState} in Docker's words. Pure. */
final class ContainerStatus {
    /** Every word that a state may be, in Docker's order. */
    static final List<String> WORDS =
            List.of("created", "running", "paused", "restarting", "removing", "exited", "dead");

    private ContainerStatus() {}

    /** The state as one word, as {@code running}. */
    static String word(ContainerState state) {
        return switch (state) {
            case Created _ -> "created";
            case Running _ -> "running";
            case Paused _ -> "paused";
            case Restarting _ -> "restarting";
            case Exited _ -> "exited";
        };
    }

    /**
     * Whether Docker counts it as running, which a paused container does, and one that waits for
     * its restart.
     */
    static boolean active(ContainerState state) {
        return switch (state) {
            case Running _, Paused _, Restarting _ -> true;
            case Created _, Exited _ -> false;
        };
    }

    /** The code of the last end or failed start; 0 while it runs. */
    static int exitCode(ContainerState state) {
        return switch (state) {
            case Created(StartFailure failure) -> failure == null ? 0 : failure.code();
            case Exited(Exit exit, StartFailure failure) ->
                    failure == null ? exit.code() : failure.code();
            case Restarting(Exit last, Instant _) -> last.code();
            case Running _, Paused _ -> 0;
        };
    }

    /** The run that ended last, if the state knows one. */
    static Optional<Exit> lastExit(ContainerState state) {
        return switch (state) {
            case Exited(Exit exit, StartFailure _) -> Optional.of(exit);
            case Restarting(Exit last, Instant _) -> Optional.of(last);
            case Created _, Running _, Paused _ -> Optional.empty();
        };
    }

    /** The state as {@code docker ps} tells it, as {@code Exited (137) 2 hours ago}. */
    static String text(ContainerState state, Instant now) {
        return switch (state) {
            case Created _ -> "Created";
            case Running(var run) -> "Up " + since(run.startedAt(), now);
            case Paused(var run) -> "Up " + since(run.startedAt(), now) + " (Paused)";
            case Restarting(Exit last, Instant _) ->
                    "Restarting (%d) %s ago".formatted(last.code(), since(last.finishedAt(), now));
            case Exited(Exit exit, StartFailure _) ->
                    "Exited (%d) %s ago".formatted(exitCode(state), since(exit.finishedAt(), now));
        };
    }

    private static String since(Instant then, Instant now) {
        return words(Duration.between(then, now));
    }

    /**
     * A duration in its largest unit, with the limits at which Docker changes the unit. Hours round
     * to the nearest, all other units down. A clock that was set back counts as no time at all.
     */
    static String words(Duration duration) {
        long seconds = duration.toSeconds();
        long hours = (seconds + 1800) / 3600;
        if (seconds < 1) {
            return "Less than a second";
        }
        if (seconds < 60) {
            return seconds == 1 ? "1 second" : seconds + " seconds";
        }
        if (seconds < 3600) {
            return seconds < 120 ? "About a minute" : seconds / 60 + " minutes";
        }
        if (hours < 48) {
            return hours == 1 ? "About an hour" : hours + " hours";
        }
        if (hours < 24 * 14) {
            return hours / 24 + " days";
        }
        if (hours < 24 * 60) {
            return hours / 24 / 7 + " weeks";
        }
        if (hours < 24 * 365 * 2) {
            return hours / 24 / 30 + " months";
        }
        return duration.toHours() / 24 / 365 + " years";
    }
}
