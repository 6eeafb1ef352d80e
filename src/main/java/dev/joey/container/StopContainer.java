package dev.joey.container;

import dev.joey.config.EngineConfig;
import dev.joey.container.ContainerState.Run;
import dev.joey.error.EngineException;
import dev.joey.step.Steps;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;

/**
 * Stops a container: its stop signal, patience, then SIGKILL. The lock is free while the process
 * ends.
 */
@ApplicationScoped
class StopContainer {
    /** How long a process has to vanish after SIGKILL before stop gives up on it. */
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private final LockedContainers locked;
    private final SignalContainer signals;
    private final EngineConfig config;
    private final Steps steps;

    StopContainer(
            LockedContainers locked, SignalContainer signals, EngineConfig config, Steps steps) {
        this.locked = locked;
        this.signals = signals;
        this.config = config;
        this.steps = steps;
    }

    /**
     * Stops a container.
     *
     * @param signal name or number, or null for the container's own
     * @param timeoutSeconds before SIGKILL, -1 for ever, or null for the container's own
     * @throws EngineException.NotModified if it does not run
     */
    void stop(String reference, String signal, Integer timeoutSeconds) throws InterruptedException {
        Container container = locked.lookUp(reference);
        ContainerSpec.Stop defaults = container.spec().stop();
        int number = signal != null ? Signals.parse(signal) : Signals.ofStop(defaults);
        int timeout =
                timeoutSeconds != null
                        ? timeoutSeconds
                        : defaults.timeoutSeconds() != null
                                ? defaults.timeoutSeconds()
                                : config.defaultStopTimeout();
        Steps.Walk walk = steps.begin("stop");
        try (Ending ending = ask(container.id(), number, walk)) {
            if (ending != null) {
                awaitEnd(container.id(), ending, timeout);
            }
        }
        walk.done("ended");
        locked.hold(container.id())
                .ifPresent(
                        held -> {
                            try (held) {
                                held.tell("stop");
                            }
                        });
    }

    /**
     * Remembers that a user stops the container, and sends the signal; null if a pending restart
     * was all there was.
     */
    private Ending ask(ContainerId id, int signal, Steps.Walk walk) {
        try (LockedContainers.Held held = locked.hold(id.value())) {
            if (signals.cancelRestart(held)) {
                return null;
            }
            Run run =
                    held.now()
                            .run()
                            .orElseThrow(
                                    () ->
                                            new EngineException.NotModified(
                                                    "container is already stopped"));
            held.save(
                    held.now().stoppedByUser(true),
                    "kill",
                    Map.of("signal", Integer.toString(signal)));
            walk.done("stored");
            Ending ending = new Ending(run, signals.send(held, signal));
            walk.done("signalled");
            return ending;
        }
    }

    private void awaitEnd(ContainerId id, Ending ending, int timeoutSeconds)
            throws InterruptedException {
        if (timeoutSeconds < 0) {
            int _ = ending.seen().await();
            return;
        }
        if (ending.seen().await(Duration.ofSeconds(timeoutSeconds))) {
            return;
        }
        locked.hold(id)
                .ifPresent(
                        held -> {
                            try (held) {
                                if (held.now().run().filter(ending.run()::equals).isPresent()) {
                                    held.tell(
                                            "kill",
                                            Map.of("signal", Integer.toString(Signals.KILL)));
                                    signals.send(held, Signals.KILL).close();
                                }
                            }
                        });
        if (!ending.seen().await(AFTER_KILL)) {
            throw new EngineException.Internal(
                    "cannot stop container: " + id + ": the process did not end after SIGKILL",
                    null);
        }
    }

    /** A run that was asked to end. */
    private record Ending(Run run, ExitWaiters.Waiter seen) implements AutoCloseable {
        @Override
        public void close() {
            seen.close();
        }
    }
}
