package dev.joey.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.joey.testing.DaemonUnderTest;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Runs after all other classes; the order is set where the integration tests are configured. */
@Order(Integer.MAX_VALUE)
class NothingIsLeftIT {
    @Test
    void noDaemonOfThisRunHasLeftAnything() {
        assertEquals(List.of(), DaemonUnderTest.leftovers());
    }
}
