package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.ContainerSpec.RestartPolicy;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.error.EngineException.Unavailable;
import dev.joey.testing.SampleSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExitHandlerTest {
    private final ContainerRig rig = new ContainerRig();

    @AfterEach
    void clean() {
        rig.close();
    }

    @Test
    void theEndIsStoredAndTheRunCleared() {
        Container container = rig.started("web");
        rig.clock.advance(Duration.ofMillis(2900));

        rig.ends(container, 3);

        Exited exited = assertInstanceOf(Exited.class, rig.now(container).state());
        assertEquals(3, exited.exit().code());
        assertEquals(1, exited.exit().run());
        assertEquals(rig.clock.instant(), exited.exit().finishedAt());
        assertTrue(rig.tasks.list().isEmpty());
        assertTrue(rig.io.open().isEmpty());
        assertTrue(rig.linux.mounted().isEmpty());
    }

    @Test
    void theEventTellsCodeAndWholeSeconds() {
        Container container = rig.started("web");
        rig.clock.advance(Duration.ofMillis(2900));

        rig.ends(container, 3);

        var die = rig.journal.events().getLast();
        assertEquals("die", die.action());
        assertEquals("3", die.attributes().get("exitCode"));
        assertEquals("2", die.attributes().get("execDuration"));
    }

    @Test
    void aSecondReportOfTheSameEndChangesNothing() {
        Container container = rig.started("web");
        long pid = container.run().orElseThrow().pid();
        rig.ends(container, 3);

        rig.exits.exited(container.id(), pid, 9, rig.clock.instant());

        assertEquals(3, rig.now(container).exitCode());
        assertEquals(List.of("create", "start", "die"), rig.journal.actions());
    }

    @Test
    void aLateReportDoesNotEndTheNextRun() {
        Container container = rig.started("web");
        long first = container.run().orElseThrow().pid();
        rig.ends(container, 3);
        rig.start.start("web");

        rig.exits.exited(container.id(), first, 3, rig.clock.instant());

        assertEquals("running", rig.status(container));
    }

    @Test
    void anUnknownContainerIsNoError() {
        rig.exits.exited(new ContainerId("ab".repeat(32)), 1, 0, Instant.EPOCH);
        assertEquals(List.of(), rig.journal.actions());
    }

    @Test
    void thePolicyDecidesAndTheDecisionIsStored() {
        AtomicInteger nudges = new AtomicInteger();
        rig.schedule.onChange(nudges::incrementAndGet);
        String id = rig.startedAlways("web");

        rig.ends(id, 1);

        Restarting restarting =
                assertInstanceOf(
                        Restarting.class, rig.rows.find(new ContainerId(id)).orElseThrow().state());
        assertEquals(rig.clock.instant().plusMillis(100), restarting.nextStart());
        assertEquals(restarting.nextStart(), rig.schedule.pending().get(id));
        assertEquals(1, nudges.get());
    }

    @Test
    void quickEndsLengthenTheDelayAndAUserBeginsAnew() {
        String id = rig.startedAlways("web");
        rig.ends(id, 1);
        rig.start.startAgain(new ContainerId(id));
        rig.ends(id, 1);
        assertEquals(rig.clock.instant().plusMillis(200), rig.schedule.pending().get(id));

        rig.start.start("web");
        rig.ends(id, 1);

        assertEquals(rig.clock.instant().plusMillis(100), rig.schedule.pending().get(id));
    }

    @Test
    void onFailureGivesUpAfterItsRetries() {
        SampleSpec spec = new SampleSpec();
        spec.restartPolicy = new RestartPolicy("on-failure", 1);
        Container container = rig.started("web", spec);

        rig.ends(container, 1);
        assertEquals("restarting", rig.status(container));
        rig.start.startAgain(container.id());
        rig.ends(container, 1);

        assertEquals("exited", rig.status(container));
    }

    @Test
    void itIsRemovedIfItShallBe() throws Exception {
        SampleSpec spec = new SampleSpec();
        spec.autoRemove = true;
        Container container = rig.started("web", spec);

        try (var removed = rig.waiters.register(container.id(), ExitWaiters.Until.REMOVED)) {
            rig.ends(container, 4);
            assertEquals(4, removed.await());
        }

        assertEquals("gone", rig.status(container));
        assertTrue(rig.isCleared(container.id()));
        assertEquals(List.of("create", "start", "die", "destroy"), rig.journal.actions());
    }

    @Test
    void allWhoWaitAreToldWhenItIsStored() throws Exception {
        Container container = rig.started("web");
        try (var first = rig.waiters.register(container.id(), ExitWaiters.Until.EXITED);
                var second = rig.waiters.register(container.id(), ExitWaiters.Until.EXITED)) {
            rig.ends(container, 6);
            assertEquals(6, first.await());
            assertEquals(6, second.await());
        }
    }

    @Test
    void anEndThatCannotBeStoredIsNotForgotten() {
        Container container = rig.started("web");
        rig.fillDisk(1);

        assertThrows(Unavailable.class, () -> rig.ends(container, 3));
        assertEquals("running", rig.status(container));
        rig.ends(container, 3);

        assertEquals(3, rig.now(container).exitCode());
        assertEquals(List.of("create", "start", "die"), rig.journal.actions());
    }

    @Test
    void theOomMarkIsPartOfTheEnd() {
        Container container = rig.started("web");
        rig.ooms.oom(container.id());

        rig.ends(container, 137);

        Exited exited = assertInstanceOf(Exited.class, rig.now(container).state());
        assertTrue(exited.exit().oomKilled());
        rig.start.start("web");
        assertFalse(rig.now(container).oomKilled());
    }
}
