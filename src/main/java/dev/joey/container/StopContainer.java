package dev.joey.container;

import dev.joey.config.EngineConfig;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.Run;
import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

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
    private final ExitWaiters waiters;
    private final EngineConfig config;

    StopContainer(
            LockedContainers locked,
            SignalContainer signals,
            ExitWaiters waiters,
            EngineConfig config) {
        this.locked = locked;
        this.signals = signals;
        this.waiters = waiters;
        this.config = config;
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
        try (ExitWaiters.Waiter end = waiters.register(container.id(), ExitWaiters.Until.EXITED)) {
            Optional<Run> run = ask(container.id(), number);
            if (run.isPresent()) {
                awaitEnd(container.id(), run.get(), end, timeout);
            }
        }
        locked.hold(container.id())
                .ifPresent(
                        held -> {
                            try (held) {
                                held.tell("stop");
                            }
                        });
    }

    /**
     * Remembers that a user stops the container, and sends the signal; empty if a pending restart
     * was all there was.
     */
    private Optional<Run> ask(ContainerId id, int signal) {
        try (LockedContainers.Held held = locked.hold(id.value())) {
            if (held.now().state() instanceof Restarting(var exit, var _)) {
                held.save(held.now().in(new Exited(exit, null)).stoppedByUser(true));
                return Optional.empty();
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
            signals.send(held, signal);
            return Optional.of(run);
        }
    }

    private void awaitEnd(ContainerId id, Run run, ExitWaiters.Waiter end, int timeoutSeconds)
            throws InterruptedException {
        if (timeoutSeconds < 0) {
            int _ = end.await();
            return;
        }
        if (end.await(Duration.ofSeconds(timeoutSeconds))) {
            return;
        }
        locked.hold(id)
                .ifPresent(
                        held -> {
                            try (held) {
                                if (held.now().run().filter(run::equals).isPresent()) {
                                    held.tell("kill", Map.of("signal", "9"));
                                    signals.send(held, 9);
                                }
                            }
                        });
        if (!end.await(AFTER_KILL)) {
            throw new EngineException.Internal(
                    "cannot stop container: " + id + ": the process did not end after SIGKILL",
                    null);
        }
    }
}
