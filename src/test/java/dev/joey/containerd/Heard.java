package dev.joey.containerd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Writes down what is heard. */
final class Heard implements TaskEvents.Listener {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Override
    public void exited(String id, String exec, long pid, int code, java.time.Instant at) {
        events.add("exited %s %s %d %d".formatted(id, exec, pid, code));
    }

    @Override
    public void oom(String id) {
        events.add("oom " + id);
    }

    @Override
    public void connected() {
        events.add("connected");
    }

    /** In any order, however often each is told. */
    void expectAll(String... wanted) throws InterruptedException {
        Set<String> missing = new HashSet<>(List.of(wanted));
        while (!missing.isEmpty()) {
            String event = events.poll(20, TimeUnit.SECONDS);
            assertTrue(List.of(wanted).contains(event), () -> event + ", not " + missing);
            missing.remove(event);
        }
    }

    void expect(String event) throws InterruptedException {
        assertEquals(event, events.poll(20, TimeUnit.SECONDS));
    }
}
