package dev.joey.stdio;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for what the thread does that reads the streams. */
final class PumpWait {
    /** For what is done there without waiting for anybody. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private PumpWait() {}

    /** Waits no longer than said; an interrupt ends the wait and is kept. */
    static void await(CompletableFuture<Void> done, Duration patience) {
        try {
            done.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException patienceOver) {
            // The caller goes on: a background process holds the output, or the disk the pump.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
