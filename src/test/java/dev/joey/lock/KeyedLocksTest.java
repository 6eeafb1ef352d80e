package dev.joey.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.error.EngineException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class KeyedLocksTest {
    private final KeyedLocks<String> locks = new KeyedLocks<>();
    private int counter;

    @Test
    void oneHolderPerKeyAndNothingLeftBehind() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10_000; i++) {
                threads.execute(
                        () -> {
                            try (var _ = locks.acquire("a", Duration.ofSeconds(60))) {
                                counter++;
                            }
                        });
            }
        }
        assertEquals(10_000, counter);
        assertEquals(0, locks.size());
    }

    @Test
    void otherKeysDoNotWait() {
        try (var _ = locks.acquire("a", Duration.ZERO);
                var _ = locks.acquire("b", Duration.ZERO)) {
            assertEquals(2, locks.size());
        }
        assertEquals(0, locks.size());
    }

    @Test
    void aBusyKeyIsUnavailableAfterThePatience() throws Exception {
        var release = new CountDownLatch(1);
        var held = new CountDownLatch(1);
        var holder =
                Thread.startVirtualThread(
                        () -> {
                            try (var _ = locks.acquire("a", Duration.ofSeconds(1))) {
                                held.countDown();
                                release.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        held.await();
        assertThrows(
                EngineException.Unavailable.class, () -> locks.acquire("a", Duration.ofMillis(20)));
        release.countDown();
        holder.join();
        assertEquals(0, locks.size());
    }

    @Test
    void aNestedAcquireOfOneKeyFailsInsteadOfDeadlocking() {
        try (var _ = locks.acquire("a", Duration.ofSeconds(1))) {
            assertThrows(
                    EngineException.Unavailable.class,
                    () -> locks.acquire("a", Duration.ofSeconds(1)));
        }
        assertEquals(0, locks.size());
    }
}
