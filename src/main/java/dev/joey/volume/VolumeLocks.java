package dev.joey.volume;

import dev.joey.lock.KeyedLocks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** One lock for each volume's name; several are taken in the order of names. */
@ApplicationScoped
class VolumeLocks {
    /** Longer than a slow network file system needs to be mounted. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final KeyedLocks<String> locks = new KeyedLocks<>();

    KeyedLocks.Hold hold(String name) {
        return locks.acquire(name, PATIENCE);
    }

    KeyedLocks.Hold hold(Collection<String> names) {
        List<KeyedLocks.Hold> holds = new ArrayList<>();
        KeyedLocks.Hold all = () -> holds.reversed().forEach(KeyedLocks.Hold::close);
        try {
            for (String name : new TreeSet<>(names)) {
                holds.add(hold(name));
            }
            return all;
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
    }
}
