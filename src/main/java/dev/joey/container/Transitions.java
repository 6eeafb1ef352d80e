package dev.joey.container;

import dev.joey.container.ContainerState.Created;
import dev.joey.container.ContainerState.Exit;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Paused;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.Run;
import dev.joey.container.ContainerState.Running;
import dev.joey.error.EngineException.Conflict;
import dev.joey.error.EngineException.NotModified;

/** Every legal change of {@link ContainerState}. Pure: no clock, no lock, no containerd. */
final class Transitions {
    private Transitions() {}

    /** Says whether the container may be started now; throws what the API answers if not. */
    static void checkStart(ContainerState now) {
        switch (now) {
            case Created _, Exited _, Restarting _ -> {}
            case Running _ -> throw new NotModified("container is already running");
            case Paused _ ->
                    throw new Conflict("cannot start a paused container, try unpause instead");
        }
    }

    static ContainerState started(ContainerState now, Run run) {
        checkStart(now);
        return new Running(run);
    }

    /** A late or repeated exit event, one whose run is not the present one, changes nothing. */
    static ContainerState exited(ContainerState now, Exit exit) {
        return switch (now) {
            case Running(Run run) when run.number() == exit.run() -> new Exited(exit, null);
            case Paused(Run run) when run.number() == exit.run() -> new Exited(exit, null);
            case Running _, Paused _, Created _, Restarting _, Exited _ -> now;
        };
    }
}
