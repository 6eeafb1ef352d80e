package dev.joey.container;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;

/** Stops a container if it runs, and starts it; one that is removed at its end survives this. */
@ApplicationScoped
class RestartContainer {
    private final LockedContainers locked;
    private final StopContainer stop;
    private final StartContainer start;
    private final RestartSchedule schedule;

    RestartContainer(
            LockedContainers locked,
            StopContainer stop,
            StartContainer start,
            RestartSchedule schedule) {
        this.locked = locked;
        this.stop = stop;
        this.start = start;
        this.schedule = schedule;
    }

    /** Parameters as {@link StopContainer#stop}. */
    void restart(String reference, String signal, Integer timeoutSeconds)
            throws InterruptedException {
        ContainerId id = locked.lookUp(reference).id();
        try (RestartSchedule.Restart _ = schedule.begin(id)) {
            try {
                stop.stop(id.value(), signal, timeoutSeconds);
            } catch (EngineException.NotModified _) {
                // It did not run, so it only has to start.
            }
            start.restarted(id.value());
        }
    }
}
