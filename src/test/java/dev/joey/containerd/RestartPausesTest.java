package dev.joey.containerd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartPausesTest {
    private final RestartPauses pauses = new RestartPauses();

    @Test
    void theFirstStartIsAtOnceAndThenEachWaitsTwiceAsLongUpToTenSeconds() {
        List<Long> millis =
                Stream.generate(pauses::next).limit(10).map(Duration::toMillis).toList();
        assertEquals(
                List.of(0L, 100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 10000L, 10000L), millis);
    }

    @Test
    void oneThatRanWellIsStartedAtOnceAgain() {
        pauses.next();
        pauses.next();
        pauses.ranFor(Duration.ofSeconds(1));
        assertEquals(Duration.ofMillis(200), pauses.next());
        pauses.ranFor(Duration.ofSeconds(10));
        assertEquals(Duration.ZERO, pauses.next());
    }
}
