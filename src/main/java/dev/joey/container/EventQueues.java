package dev.joey.container;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jboss.logging.Logger;

/** Work that is done in order for each key, on a virtual thread that lives while there is some. */
final class EventQueues {
    private static final Logger LOG = Logger.getLogger(EventQueues.class);

    /** The work that waits behind what is being done, by key. Guarded by itself. */
    private final Map<String, Queue<Runnable>> waiting = new HashMap<>();

    /** Adds work; never waits. */
    void add(String key, Runnable work) {
        synchronized (waiting) {
            Queue<Runnable> behind = waiting.get(key);
            if (behind != null) {
                behind.add(work);
                return;
            }
            waiting.put(key, new ArrayDeque<>());
        }
        Thread _ = Thread.startVirtualThread(() -> drain(key, work));
    }

    private void drain(String key, Runnable first) {
        for (Runnable work = first; work != null; work = next(key)) {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.errorf(e, "cannot handle an event of %s", key);
            }
        }
    }

    private Runnable next(String key) {
        synchronized (waiting) {
            Runnable work = waiting.get(key).poll();
            if (work == null) {
                waiting.remove(key);
            }
            return work;
        }
    }
}
