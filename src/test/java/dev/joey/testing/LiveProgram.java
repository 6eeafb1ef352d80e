package dev.joey.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** A program that runs beside the test, whose output is seen while it comes. Closing kills it. */
public final class LiveProgram implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Output out;
    private final Output err;

    private LiveProgram(Process process) {
        this.process = process;
        out = new Output(process.getInputStream());
        err = new Output(process.getErrorStream());
    }

    /** Starts it. */
    public static LiveProgram start(Map<String, String> environment, List<String> argv) {
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().putAll(environment);
        try {
            return new LiveProgram(builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Its standard output so far. */
    public String out() {
        return out.text();
    }

    /** Its standard error so far. */
    public String err() {
        return err.text();
    }

    /** Waits until its standard output contains something; answers all of it so far. */
    public String awaitOut(String part) {
        return awaitOut(text -> text.contains(part), part);
    }

    /** Waits until its standard output is as wanted; answers all of it so far. */
    public String awaitOut(Predicate<String> wanted, String what) {
        if (!out.await(wanted)) {
            throw new AssertionError(
                    "no \"" + what + "\" in the output:\n" + out() + "\nnor in:\n" + err());
        }
        return out();
    }

    /** Types something into its standard input. */
    public LiveProgram type(String text) {
        try {
            process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Closes its standard input. */
    public LiveProgram endInput() {
        try {
            process.getOutputStream().close();
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Sends it a signal by name. */
    public void signal(String name) {
        Program.run("kill", "-" + name, String.valueOf(process.pid())).ok();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end; 128 plus the signal's number if a signal ended it. */
    public int exitCode() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end:\n" + out() + err());
            }
            boolean _ = out.await(_ -> false);
            boolean _ = err.await(_ -> false);
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Ends it with SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** One stream, read by a thread of its own. */
    private static final class Output {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean ended;

        Output(InputStream from) {
            Thread _ = Thread.ofPlatform().daemon().start(() -> read(from));
        }

        private void read(InputStream from) {
            byte[] buffer = new byte[8192];
            try (from) {
                for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                    add(buffer, count);
                }
            } catch (IOException killed) {
                // Then there is no more.
            }
            add(buffer, -1);
        }

        private void add(byte[] buffer, int count) {
            lock.lock();
            try {
                if (count < 0) {
                    ended = true;
                } else {
                    bytes.write(buffer, 0, count);
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        String text() {
            lock.lock();
            try {
                return bytes.toString(StandardCharsets.UTF_8);
            } finally {
                lock.unlock();
            }
        }

        /** Waits for the wanted text, or the end; whether it is there. */
        boolean await(Predicate<String> wanted) {
            long left = PATIENCE.toNanos();
            lock.lock();
            try {
                while (!wanted.test(bytes.toString(StandardCharsets.UTF_8))) {
                    if (ended || left <= 0) {
                        return false;
                    }
                    left = changed.awaitNanos(left);
                }
                return true;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                lock.unlock();
            }
        }
    }
}
