package dev.joey.container;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;

/** Sends a signal to a running container's init process. */
@ApplicationScoped
class KillContainer {
    /** Docker waits so long for a killed container to be seen as stopped before it answers. */
    private static final Duration UNTIL_SEEN = Duration.ofSeconds(10);

    private final LockedContainers locked;
    private final SignalContainer signals;
    private final ExitWaiters waiters;

    KillContainer(LockedContainers locked, SignalContainer signals, ExitWaiters waiters) {
        this.locked = locked;
        this.signals = signals;
        this.waiters = waiters;
    }

    /**
     * Sends a signal; SIGKILL is waited for.
     *
     * @param signal name or number; null for SIGKILL
     * @throws EngineException.Conflict if the container does not run
     */
    void kill(String reference, String signal) throws InterruptedException {
        int number = signal == null || signal.isEmpty() ? Signals.KILL : Signals.parse(signal);
        ContainerId id = locked.lookUp(reference).id();
        try (ExitWaiters.Waiter end = waiters.register(id, ExitWaiters.Until.EXITED)) {
            try (LockedContainers.Held held = locked.hold(id.value())) {
                if (held.now().run().isEmpty()) {
                    throw new EngineException.Conflict(
                            "cannot kill container: "
                                    + reference
                                    + ": container "
                                    + id
                                    + " is not running");
                }
                boolean ends = endsTheRun(held.now(), number);
                held.save(
                        held.now().stoppedByUser(ends || held.now().stoppedByUser()),
                        "kill",
                        Map.of("signal", Integer.toString(number)));
                signals.send(held, number);
            }
            if (number == Signals.KILL && !end.await(UNTIL_SEEN)) {
                throw new EngineException.Internal(
                        "cannot kill container: "
                                + reference
                                + ": the process did not end after SIGKILL",
                        null);
            }
        }
    }

    /**
     * Signals that a user sends to end the container; after them no restart policy brings it back.
     */
    private static boolean endsTheRun(Container container, int signal) {
        return signal == Signals.KILL || signal == Signals.ofStop(container.spec().stop());
    }
}
