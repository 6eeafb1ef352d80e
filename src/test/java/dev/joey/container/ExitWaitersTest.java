package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.ExitWaiters.Until;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExitWaitersTest {
    private final ExitWaiters waiters = new ExitWaiters();
    private final ContainerId id = ContainerId.random(new SecureRandom());

    @Test
    void allWhoWaitForAnExitHearOfIt() throws Exception {
        try (var first = waiters.register(id, Until.EXITED);
                var second = waiters.register(id, Until.EXITED)) {
            waiters.exited(id, 7);
            assertEquals(7, first.await());
            assertEquals(7, second.await());
        }
    }

    @Test
    void anExitDoesNotEndTheWaitForRemoval() throws Exception {
        try (var waiter = waiters.register(id, Until.REMOVED)) {
            waiters.exited(id, 7);
            assertFalse(waiter.await(Duration.ofMillis(1)));
            waiters.removed(id, 9);
            assertEquals(9, waiter.await());
        }
    }

    @Test
    void removalEndsEveryWait() throws Exception {
        try (var waiter = waiters.register(id, Until.EXITED)) {
            waiters.removed(id, 0);
            assertTrue(waiter.await(Duration.ofMillis(1)));
        }
    }

    @Test
    void othersAreNotTold() throws Exception {
        try (var waiter = waiters.register(ContainerId.random(new SecureRandom()), Until.EXITED)) {
            waiters.exited(id, 7);
            assertFalse(waiter.await(Duration.ofMillis(1)));
        }
    }
}
