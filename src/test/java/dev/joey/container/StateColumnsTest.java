package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.container.ContainerState.Created;
import dev.joey.container.ContainerState.Exit;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Paused;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.Run;
import dev.joey.container.ContainerState.Running;
import dev.joey.container.ContainerState.StartFailure;
import dev.joey.error.EngineException.Internal;
import dev.joey.testing.SampleSpec;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StateColumnsTest {
    private static final Instant BEGAN = Instant.parse("2026-11-24T12:00:00.123456789Z");
    private static final Instant ENDED = BEGAN.plusNanos(1);
    private static final Run RUN = new Run(3, 4711, BEGAN);
    private static final Exit EXIT = new Exit(3, 137, BEGAN, ENDED, true);

    static Stream<ContainerState> states() {
        return Stream.of(
                new Created(null),
                new Created(new StartFailure(127, "not found")),
                new Running(RUN),
                new Paused(RUN),
                new Restarting(EXIT, ENDED.plusSeconds(60)),
                new Exited(EXIT, null),
                new Exited(EXIT, new StartFailure(126, "denied")));
    }

    @ParameterizedTest
    @MethodSource("states")
    void whatIsWrittenIsRead(ContainerState state) {
        ContainerStateEntity row = new ContainerStateEntity();
        StateColumns.write(container(state), row);
        assertEquals(state, StateColumns.read(row));
        assertEquals(state.status(), row.status);
    }

    @ParameterizedTest
    @MethodSource("states")
    void everyStateFollowsEveryOtherWithoutATrace(ContainerState next) {
        for (ContainerState before : states().toList()) {
            ContainerStateEntity row = new ContainerStateEntity();
            StateColumns.write(container(before), row);
            StateColumns.write(container(next), row);
            assertEquals(next, StateColumns.read(row), "after " + before);
        }
    }

    @Test
    void countersAndMarksAreWritten() {
        ContainerStateEntity row = new ContainerStateEntity();
        StateColumns.write(container(new Running(RUN)), row);
        assertEquals(3, row.runs);
        assertEquals(2, row.restartCount);
        assertEquals(true, row.stoppedByUser);
        assertEquals(true, row.oomKilled);
        assertEquals(4711, row.pid);
        StateColumns.write(container(new Exited(EXIT, null)), row);
        assertNull(row.pid, "an ended process has none");
    }

    @Test
    void anUnknownStatusIsAFault() {
        ContainerStateEntity row = new ContainerStateEntity();
        row.status = "asleep";
        assertThrows(Internal.class, () -> StateColumns.read(row));
    }

    private static Container container(ContainerState state) {
        return new Container(
                WireSamples.ID, "web", BEGAN, new SampleSpec().made(), state, 3, 2, true, true);
    }
}
