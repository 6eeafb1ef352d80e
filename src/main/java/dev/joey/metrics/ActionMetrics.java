package dev.joey.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Counts and times what clients ask for, each action once: {@code
 * engine_daemon_container_actions_counter_total}, {@code
 * engine_daemon_container_success_actions_counter_total} and the histogram {@code
 * engine_daemon_container_actions_seconds}, all by {@code action}; the same for images. The names
 * are PouchContainer's; dockerd shares the histogram's.
 */
@Singleton
public class ActionMetrics {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;

    ActionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** What an action is done to. */
    public enum Subject {
        CONTAINER,
        IMAGE
    }

    /**
     * Does the work and records it; an exception counts as no success and goes on to the caller.
     *
     * @param action in Docker's words, as {@code create}; from a small fixed set
     */
    public <T> T measure(Subject subject, String action, Supplier<T> work) {
        long began = System.nanoTime();
        boolean success = false;
        try {
            T result = work.get();
            success = true;
            return result;
        } finally {
            record(subject, action, Duration.ofNanos(System.nanoTime() - began), success);
        }
    }

    /** {@link #measure(Subject, String, Supplier)} for work without a result. */
    public void measure(Subject subject, String action, Runnable work) {
        measure(
                subject,
                action,
                () -> {
                    work.run();
                    return null;
                });
    }

    /** Records an action that is over. */
    public void record(Subject subject, String action, Duration took, boolean success) {
        String prefix = "engine.daemon." + subject.name().toLowerCase(Locale.ROOT);
        registry.counter(prefix + ".actions.counter", "action", action).increment();
        if (success) {
            registry.counter(prefix + ".success.actions.counter", "action", action).increment();
        }
        Timer.builder(prefix + ".actions")
                .tag("action", action)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(took);
    }
}
