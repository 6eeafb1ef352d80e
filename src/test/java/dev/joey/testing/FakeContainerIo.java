package dev.joey.testing;

import dev.joey.stdio.Attachment;
import dev.joey.stdio.ContainerIo;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Streams that carry nothing, and remember which are open. */
@Alternative
@Priority(1)
@Singleton
public class FakeContainerIo implements ContainerIo {
    private final Set<String> open = new TreeSet<>();

    /** The containers whose streams are open. */
    public synchronized Set<String> open() {
        return Set.copyOf(open);
    }

    @Override
    public synchronized StdioPaths open(StdioSpec spec) {
        open.add(spec.containerId());
        return new StdioPaths("", "/fifo/stdout", spec.tty() ? "" : "/fifo/stderr");
    }

    @Override
    public void keep(String containerId) {}

    @Override
    public synchronized void finish(String containerId, Duration patience) {
        open.remove(containerId);
    }

    @Override
    public Attachment attach(String containerId, AttachRequest request) {
        return new Echo(request.stdout());
    }

    @Override
    public void onStdinClosed(Consumer<String> closer) {}

    @Override
    public synchronized void remove(String containerId) {
        open.remove(containerId);
    }

    /** Gives back what is typed, until a {@code q} is. */
    private static final class Echo implements Attachment {
        /** Empty for the end. */
        private final BlockingQueue<Optional<Piece>> pieces = new LinkedBlockingQueue<>();

        private final boolean output;
        private volatile boolean detached;

        Echo(boolean output) {
            this.output = output;
        }

        @Override
        public Piece next() throws InterruptedException {
            return pieces.take().orElse(null);
        }

        @Override
        public boolean input(byte[] bytes, int offset, int length) {
            int end = offset;
            while (end < offset + length && bytes[end] != 'q') {
                end++;
            }
            if (output && end > offset) {
                pieces.add(Optional.of(new Piece(1, Arrays.copyOfRange(bytes, offset, end))));
            }
            if (end < offset + length) {
                detached = true;
                pieces.add(Optional.empty());
                return false;
            }
            return true;
        }

        @Override
        public void inputEnded() {
            pieces.add(Optional.empty());
        }

        @Override
        public boolean detachedByKeys() {
            return detached;
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
