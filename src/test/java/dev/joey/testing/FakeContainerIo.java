package dev.joey.testing;

import dev.joey.stdio.Attachment;
import dev.joey.stdio.ContainerIo;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Streams that carry nothing, and remember which are open. */
public class FakeContainerIo implements ContainerIo {
    private final Set<String> open = new TreeSet<>();

    /** The containers whose streams are open. */
    public synchronized Set<String> open() {
        return Set.copyOf(open);
    }

    @Override
    public synchronized StdioPaths open(StdioSpec spec) {
        open.add(spec.containerId());
        return new StdioPaths("", "/fifo/stdout", "/fifo/stderr");
    }

    @Override
    public synchronized void finish(String containerId, Duration patience) {
        open.remove(containerId);
    }

    @Override
    public Attachment attach(String containerId, AttachRequest request) {
        throw new UnsupportedOperationException("nothing to attach to");
    }

    @Override
    public void onStdinClosed(Consumer<String> closer) {}

    @Override
    public synchronized void remove(String containerId) {
        open.remove(containerId);
    }
}
