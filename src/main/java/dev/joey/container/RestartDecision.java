package dev.joey.container;

import dev.joey.container.ContainerSpec.RestartPolicy;
import dev.joey.container.ContainerState.Exit;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether and when a container starts again by itself. Pure. Source: Docker's restart policies; the
 * delay is 100 ms, doubled with each run that was shorter than 10 s, and one minute at most.
 */
final class RestartDecision {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration STABLE = Duration.ofSeconds(10);

    private RestartDecision() {}

    /**
     * Decides at the end of a run.
     *
     * @param restarts automatic restarts so far
     * @param previous the delay before the run that ended; zero if a user started it
     * @return the delay until the next start, or empty for none
     */
    static Optional<Duration> atExit(
            RestartPolicy policy,
            Exit exit,
            boolean stoppedByUser,
            int restarts,
            Duration previous) {
        boolean again =
                !stoppedByUser
                        && switch (policy.name()) {
                            case "always", "unless-stopped" -> true;
                            case "on-failure" ->
                                    exit.code() != 0
                                            && (policy.maximumRetryCount() == 0
                                                    || restarts < policy.maximumRetryCount());
                            default -> false;
                        };
        if (!again) {
            return Optional.empty();
        }
        boolean stable =
                Duration.between(exit.startedAt(), exit.finishedAt()).compareTo(STABLE) >= 0;
        if (stable || previous.isZero()) {
            return Optional.of(FIRST);
        }
        Duration doubled = previous.multipliedBy(2);
        return Optional.of(doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled);
    }

    /** Decides when the daemon starts and finds an ended container. */
    static boolean atDaemonStart(RestartPolicy policy, boolean stoppedByUser) {
        return switch (policy.name()) {
            case "always" -> true;
            case "unless-stopped" -> !stoppedByUser;
            default -> false;
        };
    }
}
