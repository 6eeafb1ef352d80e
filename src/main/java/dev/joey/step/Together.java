package dev.joey.step;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Two steps that do not need each other, at the same time. */
public final class Together {
    private Together() {}

    /**
     * Runs {@code other} on a thread of its own while the caller's runs {@code here}; returns when
     * both have ended. The failure of {@code here} is thrown, else that of {@code other}.
     */
    public static void run(Runnable here, Runnable other) {
        CompletableFuture<Void> running =
                CompletableFuture.runAsync(other, task -> Thread.startVirtualThread(task));
        RuntimeException failure = null;
        try {
            here.run();
        } catch (RuntimeException e) {
            failure = e;
        }
        RuntimeException otherFailure = failureOf(running);
        if (failure != null) {
            if (otherFailure != null) {
                failure.addSuppressed(otherFailure);
            }
            throw failure;
        }
        if (otherFailure != null) {
            throw otherFailure;
        }
    }

    private static RuntimeException failureOf(CompletableFuture<Void> running) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    Void _ = running.get();
                    return null;
                } catch (InterruptedException _) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return e.getCause() instanceof RuntimeException cause
                            ? cause
                            : new CompletionException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
