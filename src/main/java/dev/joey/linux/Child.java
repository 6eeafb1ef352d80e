package dev.joey.linux;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A long-lived program that {@link Commands} started or found. */
public final class Child {
    private static final Duration REAPED_WITHIN = Duration.ofSeconds(5);

    private final ProcessHandle process;

    Child(ProcessHandle process) {
        this.process = process;
    }

    /** Its PID. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /**
     * Calls back, on a thread of its own, when the program has ended; at once if it has already.
     */
    public void onExit(Runnable action) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            process.onExit().join();
                            action.run();
                        });
    }

    /**
     * Asks it to end (SIGTERM), and kills it when it does not.
     *
     * @param patience the longest wait between the two
     */
    public void stop(Duration patience) {
        process.destroy();
        if (!ended(patience)) {
            process.destroyForcibly();
            ended(REAPED_WITHIN);
        }
    }

    private boolean ended(Duration patience) {
        try {
            process.onExit().get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException stillThere) {
            return false;
        }
    }
}
