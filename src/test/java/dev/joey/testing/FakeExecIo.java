package dev.joey.testing;

import dev.joey.stdio.Attachment;
import dev.joey.stdio.ContainerIo.StdioPaths;
import dev.joey.stdio.ExecIo;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Streams of execs that give back what is typed, and remember which are open. */
@Alternative
@Priority(1)
@Singleton
public final class FakeExecIo implements ExecIo {
    private final Set<String> open = new TreeSet<>();
    private final Set<String> left = new TreeSet<>();
    private final List<ExecStdio> asked = new ArrayList<>();
    private final Map<String, Echo> clients = new HashMap<>();

    /** The execs whose streams are open. */
    public synchronized Set<String> open() {
        return Set.copyOf(open);
    }

    /** Lets a process print something. */
    public synchronized void print(String execId, String text) {
        clients.get(execId)
                .pieces
                .add(Optional.of(new Attachment.Piece(1, text.getBytes(StandardCharsets.UTF_8))));
    }

    /** What was opened last. */
    public synchronized ExecStdio last() {
        return asked.getLast();
    }

    /** Puts FIFOs there as a dead daemon left them. */
    public synchronized void leave(String execId) {
        left.add(execId);
    }

    @Override
    public synchronized ExecStreams open(ExecStdio stdio) {
        open.add(stdio.execId());
        asked.add(stdio);
        Streams streams = new Streams(stdio);
        clients.put(stdio.execId(), streams.client);
        return streams;
    }

    @Override
    public synchronized Set<String> present() {
        return Set.copyOf(left);
    }

    @Override
    public synchronized void remove(String execId) {
        left.remove(execId);
    }

    private synchronized void closed(String execId) {
        open.remove(execId);
    }

    private final class Streams implements ExecStreams {
        private final ExecStdio stdio;
        private final Echo client;

        Streams(ExecStdio stdio) {
            this.stdio = stdio;
            client = stdio.client() == null ? null : new Echo();
        }

        @Override
        public StdioPaths paths() {
            return new StdioPaths(
                    stdio.openStdin() ? "/fifo/stdin" : "",
                    "/fifo/stdout",
                    stdio.tty() ? "" : "/fifo/stderr");
        }

        @Override
        public Attachment client() {
            return client;
        }

        @Override
        public void drain(Duration patience) {}

        @Override
        public void close() {
            if (client != null) {
                client.close();
            }
            closed(stdio.execId());
        }
    }

    private static final class Echo implements Attachment {
        /** Empty for the end. */
        private final BlockingQueue<Optional<Piece>> pieces = new LinkedBlockingQueue<>();

        @Override
        public Piece next() throws InterruptedException {
            return pieces.take().orElse(null);
        }

        @Override
        public boolean input(byte[] bytes, int offset, int length) {
            byte[] typed = new byte[length];
            System.arraycopy(bytes, offset, typed, 0, length);
            pieces.add(Optional.of(new Piece(1, typed)));
            return true;
        }

        @Override
        public void inputEnded() {}

        @Override
        public boolean detachedByKeys() {
            return false;
        }

        @Override
        public boolean fellBehind() {
            return false;
        }

        @Override
        public void close() {
            pieces.add(Optional.empty());
        }
    }
}
