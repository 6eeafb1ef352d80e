package dev.joey.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Steps steps = new Steps(meters, Optional.of("stop.signalled"));

    @Test
    void everyStepOfEveryWalkIsTimed() {
        for (int i = 0; i < 2; i++) {
            Steps.Walk walk = steps.begin("start");
            walk.done("root");
            walk.done("spec");
        }
        assertEquals(List.of(2L, 2L), List.of(count("start", "root"), count("start", "spec")));
    }

    @Test
    void aStepThatIsNotTheOneToDieAtIsOnlyTimed() {
        steps.begin("start").done("signalled");
        steps.begin("stop").done("stored");
        assertEquals(1, count("start", "signalled"));
    }

    private long count(String verb, String step) {
        Timer timer = meters.get("joey.step").tag("verb", verb).tag("step", step).timer();
        return timer.count();
    }
}
