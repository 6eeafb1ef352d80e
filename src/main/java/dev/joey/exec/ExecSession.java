package dev.joey.exec;

import dev.joey.container.Container;
import dev.joey.exec.ExecState.Exited;
import dev.joey.stdio.Attachment;
import dev.joey.stdio.ExecIo.ExecStreams;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** The one start of an exec in this daemon, from its claim to its end. */
public final class ExecSession {
    private final Exec exec;
    private final Container container;
    private final CompletableFuture<Boolean> started = new CompletableFuture<>();
    private final AtomicReference<Exited> exit = new AtomicReference<>();
    private volatile ExecStreams streams;
    private volatile long pid;

    ExecSession(Exec exec, Container container) {
        this.exec = exec;
        this.container = container;
    }

    /** Whether its process has a terminal. */
    public boolean tty() {
        return exec.spec().tty();
    }

    /** The client's end of its streams; null if it was started without. */
    public Attachment client() {
        return streams == null ? null : streams.client();
    }

    Exec exec() {
        return exec;
    }

    ExecId id() {
        return exec.id();
    }

    Container container() {
        return container;
    }

    /** Null if it was started without. */
    ExecStreams streams() {
        return streams;
    }

    void open(ExecStreams opened) {
        streams = opened;
    }

    /** The process runs, but that may not be stored yet. */
    void runs(long with) {
        pid = with;
    }

    /** The start is over and stored; the process runs, or there will be none. */
    void settled(boolean success) {
        var _ = started.complete(success);
    }

    /** The process's PID in the host's namespace; 0 while there is none. */
    long pid() {
        return pid;
    }

    /**
     * Waits until the start has succeeded and is stored, or has failed.
     *
     * @return whether the process was started; false, too, when {@code patience} is over
     */
    boolean awaitStart(Duration patience) {
        try {
            return started.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says how it ended; whether the caller is the first that does. */
    boolean ended(Exited how) {
        return exit.compareAndSet(null, how);
    }

    /** How it ended, which may not be stored yet; null while it runs. */
    Exited exit() {
        return exit.get();
    }

    /** The exec as it is now, from the row that is known of it. */
    Exec now(Exec row) {
        return exit() == null ? row : row.in(exit());
    }
}
