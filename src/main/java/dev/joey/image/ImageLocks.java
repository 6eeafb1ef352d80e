package dev.joey.image;

import dev.joey.lock.KeyedLocks;
import dev.joey.oci.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;

/**
 * One lock per image, held while its row and its lease change together; without it a removal could
 * take away the lease of an image that is loaded again at the same moment.
 */
@ApplicationScoped
class ImageLocks {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final KeyedLocks<Digest> locks = new KeyedLocks<>();

    /** Waits for the locks of several images, always in one order. */
    KeyedLocks.Hold acquire(Collection<Digest> images) {
        Deque<KeyedLocks.Hold> held = new ArrayDeque<>();
        try {
            images.stream()
                    .distinct()
                    .sorted(Comparator.comparing(Digest::value))
                    .forEach(image -> held.push(locks.acquire(image, PATIENCE)));
        } catch (RuntimeException e) {
            release(held);
            throw e;
        }
        return () -> release(held);
    }

    private static void release(Deque<KeyedLocks.Hold> held) {
        while (!held.isEmpty()) {
            held.pop().close();
        }
    }
}
