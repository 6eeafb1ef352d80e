package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.container.ContainerState.Exit;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Paused;
import dev.joey.container.ContainerState.Run;
import dev.joey.container.ContainerState.Running;
import dev.joey.error.EngineException.Conflict;
import dev.joey.error.EngineException.NotModified;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TransitionsTest {
    private final Run second = new Run(2, 4711, Instant.EPOCH);

    @Test
    void startOfARunningContainerIsNotModified() {
        assertThrows(NotModified.class, () -> Transitions.checkStart(new Running(second)));
    }

    @Test
    void startOfAPausedContainerIsAConflict() {
        assertThrows(Conflict.class, () -> Transitions.checkStart(new Paused(second)));
    }

    @Test
    void exitOfTheFirstRunDoesNotEndTheSecond() {
        var late = new Exit(1, 0, Instant.EPOCH, Instant.EPOCH, false);
        assertEquals(new Running(second), Transitions.exited(new Running(second), late));
    }

    @Test
    void exitEndsAPausedRun() {
        var exit = new Exit(2, 137, Instant.EPOCH, Instant.EPOCH, true);
        assertEquals(new Exited(exit, null), Transitions.exited(new Paused(second), exit));
    }
}
