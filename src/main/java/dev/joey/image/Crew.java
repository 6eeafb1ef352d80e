package dev.joey.image;

import dev.joey.error.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Threads that work on the parts of one thing. When the first of them fails, or the owner leaves,
 * all are interrupted; closing waits for their end.
 */
final class Crew implements AutoCloseable {
    private final Thread owner = Thread.currentThread();
    private final List<Thread> threads = new ArrayList<>();

    /** Starts a piece of work. */
    CompletableFuture<Void> start(Runnable work) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        threads.add(
                Thread.startVirtualThread(
                        () -> {
                            try {
                                work.run();
                                result.complete(null);
                            } catch (RuntimeException | Error e) {
                                result.completeExceptionally(e);
                            }
                        }));
        return result;
    }

    /** Waits for a piece of work; throws what it threw. */
    static void await(CompletableFuture<Void> work) {
        try {
            Void _ = work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable("context canceled", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new EngineException.Internal("internal error", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            owner.interrupt();
        }
    }
}
