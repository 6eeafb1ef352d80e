package dev.joey.stdio;

import dev.joey.linux.Fd;
import dev.joey.linux.Poller;
import dev.joey.stdio.Attachment.Piece;
import dev.joey.stdio.ContainerIo.StdioSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/**
 * One run of a container as its streams see it: the open FIFOs, the log, the clients. All but the
 * clients' list belongs to the pump's thread.
 */
final class ContainerRun {
    private static final Logger LOG = Logger.getLogger(ContainerRun.class);

    /** One container's turn, so that a busy one leaves room for the others. */
    private static final int READS_PER_TURN = 16;

    /**
     * What a client may be behind while an ended run is drained: nothing waits for it then, and
     * what is left in two pipes fits.
     */
    private static final long DRAIN_BYTES = 8L << 20;

    private final StdioSpec spec;
    private final RunFiles files;
    private final LogWriter log;
    private final ContainerInput input;
    private final StreamPump pump;
    private final Duration clientPatience;
    private final List<Output> outputs = new ArrayList<>();
    private final List<ClientAttachment> clients = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile boolean atEnd;
    private boolean written;
    private boolean held;
    private boolean draining;
    private boolean logFailed;

    /**
     * A run that does not read yet.
     *
     * @param streams closed with the run
     * @param input null if the container has no standard input
     * @param clientPatience how long a client whose buffer is full may take nothing
     */
    ContainerRun(
            StdioSpec spec,
            RunFiles files,
            OpenStreams streams,
            ContainerInput input,
            StreamPump pump,
            Duration clientPatience) {
        this.spec = spec;
        this.files = files;
        this.log = streams.log();
        this.input = input;
        this.pump = pump;
        this.clientPatience = clientPatience;
        outputs.add(new Output(1, streams.stdout()));
        if (streams.stderr() != null) {
            outputs.add(new Output(2, streams.stderr()));
        }
    }

    /** Begins to read; the clients that are bound by now see the first byte. */
    void begin() {
        pump.submit(() -> outputs.forEach(Output::watch));
    }

    RunFiles files() {
        return files;
    }

    boolean tty() {
        return spec.tty();
    }

    /** Null if the container has no standard input. */
    ContainerInput input() {
        return input;
    }

    /** StdinOnce ends the container's input with the client's, but never a terminal's. */
    boolean inputEndsWithClient() {
        return input != null && spec.stdinOnce() && !spec.tty();
    }

    /** Whether all output ended; the process may live on without. */
    boolean atEnd() {
        return atEnd;
    }

    /** Whether the run is over and its log closed. */
    boolean isClosed() {
        return closed.isDone();
    }

    void add(ClientAttachment client) {
        clients.add(client);
        client.bind(this);
    }

    void remove(ClientAttachment client) {
        clients.remove(client);
    }

    List<ClientAttachment> clients() {
        return clients;
    }

    /** A client has room again, or is gone. From any thread. */
    void clientDrained() {
        if (!isClosed()) {
            pump.submit(this::resume);
        }
    }

    /** The process ended: done when all that is in the FIFOs was read. */
    CompletableFuture<Void> drain() {
        pump.submit(this::beginDraining);
        return drained;
    }

    /** Closes the FIFOs and the log and ends the clients; done when that is so. */
    CompletableFuture<Void> close(boolean endClients) {
        pump.submit(() -> closeNow(endClients));
        return closed;
    }

    private void beginDraining() {
        draining = true;
        resume();
        // Not waited for by the poller alone: who opened the FIFO after its last writer left, as
        // after a restart of the daemon, is never told of the end, but a read tells.
        for (Output output : List.copyOf(outputs)) {
            output.read();
        }
        checkEnd();
    }

    private void closeNow(boolean endClients) {
        for (Output output : List.copyOf(outputs)) {
            output.end();
        }
        if (input != null) {
            input.shut();
        }
        guardLog(log::close);
        if (endClients) {
            clients.forEach(ClientAttachment::runOver);
        }
        drained.complete(null);
        closed.complete(null);
    }

    private void deliver(int stream, byte[] bytes, int length) {
        guardLog(() -> log.write(stream, Instant.now(), bytes, 0, length));
        written = true;
        Piece piece = null;
        boolean full = false;
        for (ClientAttachment client : clients) {
            if (client.wants(stream)) {
                piece = piece == null ? new Piece(stream, Arrays.copyOf(bytes, length)) : piece;
                full |= client.offer(piece);
            }
        }
        if (full && draining) {
            dropBehind(DRAIN_BYTES);
        } else if (full) {
            hold();
        }
    }

    /** Leaves the output in the FIFO until the clients have room or their patience is over. */
    private void hold() {
        if (!held) {
            held = true;
            outputs.forEach(Output::unwatch);
            flush();
            pump.later(clientPatience, this::dropStalled);
        }
    }

    private void resume() {
        if (held && (draining || clients.stream().allMatch(c -> c.stalledNanos() < 0))) {
            held = false;
            outputs.forEach(Output::watch);
        }
    }

    private void dropStalled() {
        if (!held) {
            return;
        }
        long left = Long.MAX_VALUE;
        for (ClientAttachment client : clients) {
            long stalled = client.stalledNanos();
            if (stalled >= clientPatience.toNanos()) {
                drop(client);
            } else if (stalled >= 0) {
                left = Math.min(left, clientPatience.toNanos() - stalled);
            }
        }
        resume();
        if (held && left != Long.MAX_VALUE) {
            pump.later(Duration.ofNanos(left), this::dropStalled);
        }
    }

    private void dropBehind(long bytes) {
        for (ClientAttachment client : clients) {
            if (client.bufferedBytes() > bytes) {
                drop(client);
            }
        }
    }

    private void drop(ClientAttachment client) {
        LOG.warnf("container %s: a client takes no output and is dropped", spec.containerId());
        client.fallBehind();
        clients.remove(client);
    }

    private void flush() {
        if (written) {
            written = false;
            guardLog(log::flush);
        }
    }

    private void checkEnd() {
        if (outputs.isEmpty()) {
            flush();
            atEnd = true;
            if (draining) {
                drained.complete(null);
            }
        }
    }

    /** A log that breaks its promise must not stop the container's streams. */
    private void guardLog(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException failed) {
            if (!logFailed) {
                logFailed = true;
                LOG.errorf(failed, "log of container %s", spec.containerId());
            }
        }
    }

    /** What {@code open} opened. {@code stderr} is null with a terminal. */
    record OpenStreams(Fd stdout, Fd stderr, LogWriter log) {}

    /** One reading end. */
    private final class Output implements StreamPump.Target {
        private final int stream;
        private final Fd fd;
        private long token;

        Output(int stream, Fd fd) {
            this.stream = stream;
            this.fd = fd;
        }

        void watch() {
            token = pump.watch(fd, Poller.READABLE, this);
        }

        void unwatch() {
            pump.unwatch(fd, token);
        }

        @Override
        public void ready(int events) {
            read();
        }

        void read() {
            for (int turn = 0; turn < READS_PER_TURN && !held; turn++) {
                int count = pump.peek(fd);
                if (count == Fd.END) {
                    end();
                    checkEnd();
                    return;
                }
                if (count == Fd.WOULD_BLOCK) {
                    break;
                }
                int whole = wholeLines(pump.buffer().bytes(), count);
                deliver(stream, pump.buffer().bytes(), whole);
                // The log has it before the pipe forgets it: a daemon that dies here loses nothing.
                flush();
                pump.discard(fd, whole);
                if (count < pump.buffer().capacity() && !draining) {
                    break;
                }
            }
        }

        /** What is cut off at the buffer's end is better looked at again with its rest. */
        private int wholeLines(byte[] bytes, int count) {
            if (count == pump.buffer().capacity()) {
                for (int last = count - 1; last > 0; last--) {
                    if (bytes[last] == '\n') {
                        return last + 1;
                    }
                }
            }
            return count;
        }

        void end() {
            unwatch();
            fd.close();
            outputs.remove(this);
        }
    }
}
