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

    KillContainer(LockedContainers locked, SignalContainer signals) {
        this.locked = locked;
        this.signals = signals;
    }

    /**
     * Sends a signal; SIGKILL is waited for. One that waits for its restart is kept from it by a
     * signal that would end it.
     *
     * @param signal name or number; null for SIGKILL
     * @throws EngineException.Conflict if the container does not run
     */
    void kill(String reference, String signal) throws InterruptedException {
        int number = signal == null || signal.isEmpty() ? Signals.KILL : Signals.parse(signal);
        try (ExitWaiters.Waiter end = send(reference, number)) {
            if (end != null && number == Signals.KILL && !end.await(UNTIL_SEEN)) {
                throw new EngineException.Internal(
                        "cannot kill container: "
                                + reference
                                + ": the process did not end after SIGKILL",
                        null);
            }
        }
    }

    /** Null if no process was there to send anything to. */
    private ExitWaiters.Waiter send(String reference, int signal) {
        try (LockedContainers.Held held = locked.hold(reference)) {
            boolean ends = endsTheRun(held.now(), signal);
            if (held.now().state() instanceof ContainerState.Restarting) {
                boolean _ = ends && signals.cancelRestart(held);
                return null;
            }
            if (held.now().run().isEmpty()) {
                throw new EngineException.Conflict(
                        "cannot kill container: "
                                + reference
                                + ": container "
                                + held.id()
                                + " is not running");
            }
            held.save(
                    held.now().stoppedByUser(ends || held.now().stoppedByUser()),
                    "kill",
                    Map.of("signal", Integer.toString(signal)));
            return signals.send(held, signal);
        }
    }

    /**
     * Signals that a user sends to end the container; after them no restart policy brings it back.
     */
    private static boolean endsTheRun(Container container, int signal) {
        return signal == Signals.KILL || signal == Signals.ofStop(container.spec().stop());
    }
}
