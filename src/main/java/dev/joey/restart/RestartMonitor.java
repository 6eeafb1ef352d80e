package dev.joey.restart;

import dev.joey.container.ContainerManager;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A clock over the stored restarts: starts what is due. The event bus only wakes it early; each
 * restart is a row, so one that was due survives the daemon's death.
 */
@ApplicationScoped
public class RestartMonitor {
    private static final Logger LOG = Logger.getLogger(RestartMonitor.class);

    /** The longest sleep: a lost nudge costs no more. */
    private static final Duration SWEEP = Duration.ofSeconds(10);

    private final ContainerManager containers;
    private final Clock clock;
    private final Semaphore nudges = new Semaphore(0);
    private final Set<String> starting = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    RestartMonitor(ContainerManager containers, Clock clock) {
        this.containers = containers;
        this.clock = clock;
    }

    /** Begins to watch. */
    public void begin() {
        containers.onRestartDue(nudges::release);
        Thread _ = Thread.ofVirtual().name("restart-monitor").start(this::watch);
    }

    /** Ends the watch; pending restarts wait for the next daemon. */
    public void end() {
        stopped = true;
        nudges.release();
    }

    private void watch() {
        while (!stopped) {
            try {
                boolean _ = nudges.tryAcquire(startDue().toNanos(), TimeUnit.NANOSECONDS);
                nudges.drainPermits();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /**
     * Starts all that is due, each on a thread of its own; answers how long nothing more is due.
     */
    private Duration startDue() {
        Instant now = clock.instant();
        Duration sleep = SWEEP;
        for (Map.Entry<String, Instant> pending : pending().entrySet()) {
            Duration left = Duration.between(now, pending.getValue());
            if (left.isPositive()) {
                sleep = left.compareTo(sleep) < 0 ? left : sleep;
            } else if (starting.add(pending.getKey())) {
                Thread _ = Thread.startVirtualThread(() -> start(pending.getKey()));
            }
        }
        return sleep;
    }

    private Map<String, Instant> pending() {
        try {
            return containers.pendingRestarts();
        } catch (RuntimeException e) {
            LOG.error("cannot look for due restarts", e);
            return Map.of();
        }
    }

    private void start(String id) {
        boolean started = false;
        try {
            containers.startAgain(id);
            started = true;
        } catch (RuntimeException e) {
            LOG.warnf("container %s could not be started again: %s", id, e.getMessage());
        } finally {
            starting.remove(id);
        }
        if (started) {
            // It may have ended already, while nobody looked at it here. After a failure that could
            // not even be stored, the next sweep is early enough.
            nudges.release();
        }
    }
}
