package dev.joey.step;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The steps of the verbs that change containers. Each step's time is a metric, {@code
 * joey_step_seconds{verb,step}}, and each is a place where a test can let the daemon die as by
 * SIGKILL, to see that nothing is lost.
 */
@ApplicationScoped
public class Steps {
    private final MeterRegistry meters;
    private final Optional<String> haltAt;

    /**
     * Made by CDI.
     *
     * @param haltAt {@code verb.step} after which the process ends at once; only tests set it
     */
    public Steps(
            MeterRegistry meters,
            @ConfigProperty(name = "joey.test.halt-at") Optional<String> haltAt) {
        this.meters = meters;
        this.haltAt = haltAt;
    }

    /** Begins to time a verb. */
    public Walk begin(String verb) {
        return new Walk(verb, System.nanoTime());
    }

    /** One doing of a verb. Used by one thread. */
    public final class Walk {
        private final String verb;
        private long lastNanos;

        private Walk(String verb, long nowNanos) {
            this.verb = verb;
            this.lastNanos = nowNanos;
        }

        /** Says that a step is done. */
        public void done(String step) {
            long now = System.nanoTime();
            meters.timer("joey.step", "verb", verb, "step", step)
                    .record(Duration.ofNanos(now - lastNanos));
            lastNanos = now;
            if (haltAt.isPresent() && haltAt.get().equals(verb + "." + step)) {
                Runtime.getRuntime().halt(137);
            }
        }
    }
}
