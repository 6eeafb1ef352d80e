package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.ContainerSpec.RestartPolicy;
import dev.joey.container.ContainerState.Exit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestartDecisionTest {
    private static final RestartPolicy ALWAYS = new RestartPolicy("always", 0);
    private static final RestartPolicy TWICE = new RestartPolicy("on-failure", 2);

    @Test
    void noPolicyMeansNoRestart() {
        assertEquals(
                Optional.empty(),
                decide(new RestartPolicy("no", 0), 1, false, 0, Duration.ZERO, 1));
    }

    @Test
    void alwaysRestartsAfterSuccessToo() {
        assertEquals(
                Optional.of(Duration.ofMillis(100)), decide(ALWAYS, 0, false, 0, Duration.ZERO, 1));
    }

    @Test
    void aUserWhoStopsItIsObeyed() {
        assertEquals(Optional.empty(), decide(ALWAYS, 137, true, 0, Duration.ZERO, 1));
    }

    @Test
    void onFailureIgnoresSuccess() {
        assertEquals(Optional.empty(), decide(TWICE, 0, false, 0, Duration.ZERO, 1));
    }

    @Test
    void onFailureStopsAtItsMaximum() {
        assertTrue(decide(TWICE, 1, false, 1, Duration.ZERO, 1).isPresent());
        assertEquals(Optional.empty(), decide(TWICE, 1, false, 2, Duration.ZERO, 1));
    }

    @Test
    void theDelayDoublesUpToAMinute() {
        assertEquals(
                Optional.of(Duration.ofMillis(400)),
                decide(ALWAYS, 1, false, 5, Duration.ofMillis(200), 1));
        assertEquals(
                Optional.of(Duration.ofMinutes(1)),
                decide(ALWAYS, 1, false, 5, Duration.ofSeconds(40), 1));
    }

    @Test
    void aRunOfTenSecondsResetsTheDelay() {
        assertEquals(
                Optional.of(Duration.ofMillis(100)),
                decide(ALWAYS, 1, false, 5, Duration.ofSeconds(40), 10));
    }

    @Test
    void atDaemonStartUnlessStoppedRespectsTheUser() {
        assertTrue(RestartDecision.atDaemonStart(ALWAYS, true));
        assertTrue(RestartDecision.atDaemonStart(new RestartPolicy("unless-stopped", 0), false));
        assertFalse(RestartDecision.atDaemonStart(new RestartPolicy("unless-stopped", 0), true));
        assertFalse(RestartDecision.atDaemonStart(TWICE, false));
    }

    private static Optional<Duration> decide(
            RestartPolicy policy,
            int code,
            boolean stopped,
            int restarts,
            Duration previous,
            int ranSeconds) {
        Exit exit = new Exit(1, code, Instant.EPOCH, Instant.EPOCH.plusSeconds(ranSeconds), false);
        return RestartDecision.atExit(policy, exit, stopped, restarts, previous);
    }
}
