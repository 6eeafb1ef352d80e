package dev.joey.containerd;

import java.time.Duration;

/** How long to wait before each start of something that dies: not at first, then ever longer. */
final class RestartPauses {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** What ran this long was well; its death is a new story. */
    private static final Duration HEALTHY = Duration.ofSeconds(10);

    private Duration next = Duration.ZERO;

    /** Tells how long the last one ran. */
    void ranFor(Duration time) {
        if (time.compareTo(HEALTHY) >= 0) {
            next = Duration.ZERO;
        }
    }

    /** The pause before the next start: 0, then 100 ms, doubling up to 10 s. */
    Duration next() {
        Duration pause = next;
        Duration doubled = pause.isZero() ? FIRST : pause.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return pause;
    }
}
