package dev.joey.stdio;

import dev.joey.linux.Fd;
import dev.joey.linux.IoBuffer;
import dev.joey.linux.PipePeek;
import dev.joey.linux.Poller;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * One thread that reads the output of many processes. A platform thread: waiting in the kernel on a
 * virtual one would hold its carrier.
 */
final class StreamPump implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StreamPump.class);

    /**
     * How long a client whose buffer is full may take nothing before it is dropped. Meanwhile the
     * output waits in the FIFO: a client that is merely slower than the process, as {@code docker
     * run … | tar x}, gets all of it.
     */
    static final Duration CLIENT_PATIENCE = Duration.ofSeconds(5);

    private static final int READ_BYTES = 64 << 10;

    private final Poller poller;
    private final PipePeek peek;
    private final ConcurrentMap<Long, Target> targets = new ConcurrentHashMap<>();
    private final AtomicLong tokens = new AtomicLong();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::dueNanos));
    private final IoBuffer buffer = new IoBuffer(READ_BYTES);
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean stopped;

    /**
     * Begins to wait; poller and peek are closed with this.
     *
     * @param name of the thread
     */
    StreamPump(String name, Poller poller, PipePeek peek) {
        this.poller = poller;
        this.peek = peek;
        thread = Thread.ofPlatform().daemon().name(name).unstarted(this::loop);
        thread.start();
    }

    /**
     * Watches a descriptor, from any thread.
     *
     * @param wanted as {@link Poller#add} takes it
     * @param target told on the pump's thread
     * @return for {@link #rewatch} and {@link #unwatch}
     */
    long watch(Fd fd, int wanted, Target target) {
        long token = tokens.incrementAndGet();
        targets.put(token, target);
        try {
            poller.add(fd, wanted, token);
        } catch (RuntimeException failed) {
            targets.remove(token);
            throw failed;
        }
        return token;
    }

    /** Watches once more, after {@link Poller#ONCE}. */
    void rewatch(Fd fd, int wanted, long token) {
        poller.change(fd, wanted, token);
    }

    /** Before the descriptor is closed: its number may be another's at once. */
    void unwatch(Fd fd, long token) {
        if (targets.remove(token) != null) {
            poller.remove(fd);
        }
    }

    /**
     * Does something on the pump's thread, soon.
     *
     * @throws IllegalStateException if the pump has stopped
     */
    void submit(Runnable task) {
        tasks.add(task);
        if (stopped && tasks.remove(task)) {
            throw new IllegalStateException("the streams are closed");
        }
        poller.wake();
    }

    /** Does something on the pump's thread, later; called on it. */
    void later(Duration delay, Runnable task) {
        timers.add(new Timer(System.nanoTime() + delay.toNanos(), task));
    }

    /**
     * Looks at what is in a pipe, on the pump's thread; what was seen is in {@link #buffer} and
     * stays in the pipe until {@link #discard}.
     *
     * @return as {@link PipePeek#peek}
     */
    int peek(Fd pipe) {
        return peek.peek(pipe, buffer);
    }

    /** Takes away what was seen; {@link #buffer}'s bytes stay. */
    void discard(Fd pipe, int count) {
        pipe.discard(count, buffer);
    }

    /** What the last peek saw, for the pump's thread. */
    IoBuffer buffer() {
        return buffer;
    }

    /** Ends the thread after the tasks that were submitted before; a second time does nothing. */
    @Override
    public void close() {
        if (stopped) {
            return;
        }
        stopping = true;
        poller.wake();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        poller.close();
        peek.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        while (!stopping) {
            guarded(() -> poller.await(untilNextTimer(), this::ready));
            runTasks();
            runTimers();
        }
        stopped = true;
        runTasks();
    }

    private void ready(long token, int events) {
        Target target = targets.get(token);
        if (target != null) {
            guarded(() -> target.ready(events));
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            guarded(task);
        }
    }

    private void runTimers() {
        while (!timers.isEmpty() && timers.peek().dueNanos() - System.nanoTime() <= 0) {
            guarded(timers.poll().task());
        }
    }

    private int untilNextTimer() {
        if (timers.isEmpty()) {
            return -1;
        }
        long nanos = timers.peek().dueNanos() - System.nanoTime();
        return Math.clamp(nanos / 1_000_000 + 1, 0, Integer.MAX_VALUE);
    }

    /** One container's trouble must not stop the others' streams. */
    @SuppressWarnings("CatchingUnchecked") // the boundary of the thread
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failed) {
            LOG.error("a container's streams", failed);
        }
    }

    /** Who watches a descriptor. */
    @FunctionalInterface
    interface Target {
        /** Something is ready; {@code events} as {@link Poller.Handler#ready} has them. */
        void ready(int events);
    }

    private record Timer(long dueNanos, Runnable task) {}
}
