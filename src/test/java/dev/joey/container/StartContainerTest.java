package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.ContainerState.Created;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Run;
import dev.joey.container.ContainerState.Running;
import dev.joey.container.ContainerState.StartFailure;
import dev.joey.error.EngineException;
import dev.joey.error.EngineException.Conflict;
import dev.joey.error.EngineException.Internal;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.error.EngineException.NotFound;
import dev.joey.error.EngineException.NotModified;
import dev.joey.error.EngineException.Unavailable;
import dev.joey.testing.SampleSpec;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartContainerTest {
    private final ContainerRig rig = new ContainerRig();

    @AfterEach
    void clean() {
        rig.close();
    }

    @Test
    void aStartedContainerRuns() {
        Container made = rig.created("web", new SampleSpec());
        rig.clock.advance(Duration.ofSeconds(3));

        rig.start.start("web");

        Container now = rig.now(made);
        assertEquals(new Running(new Run(1, 1000, rig.clock.instant())), now.state());
        assertEquals(Set.of(rig.files.root(made.id())), rig.linux.mounted());
        assertEquals(Set.of(made.id().value()), rig.io.open());
        assertEquals(List.of("create", "start"), rig.journal.actions());
    }

    @Test
    void everyStartIsARunOfItsOwn() {
        Container container = rig.started("web");
        rig.ends(container, 0);

        rig.start.start("web");

        assertEquals(2, rig.now(container).run().orElseThrow().number());
        assertEquals(2, rig.now(container).runs());
    }

    @Test
    void aRunningContainerIsNotModified() {
        rig.started("web");
        assertThrows(NotModified.class, () -> rig.start.start("web"));
    }

    @Test
    void aPausedContainerIsAConflict() {
        rig.started("web");
        rig.pause.pause("web");

        Conflict refused = assertThrows(Conflict.class, () -> rig.start.start("web"));

        assertEquals("cannot start a paused container, try unpause instead", refused.getMessage());
    }

    @Test
    void anUnknownContainerIsNotFound() {
        NotFound refused = assertThrows(NotFound.class, () -> rig.start.start("web"));
        assertEquals("No such container: web", refused.getMessage());
    }

    @Test
    void aMissingCommandIs127AndKeepsTheReason() {
        String reason = "exec: \"nope\": executable file not found in $PATH: unknown";
        Container made = failedStart(new Internal(reason, null), InvalidParameter.class);

        StartFailure failure = rig.now(made).startFailure().orElseThrow();
        assertEquals(127, failure.code());
        assertTrue(failure.reason().endsWith(reason), failure.reason());
        assertEquals(127, rig.now(made).exitCode());
        assertInstanceOf(Created.class, rig.now(made).state());
    }

    @Test
    void aCommandThatCannotBeExecutedIs126() {
        Container made =
                failedStart(
                        new Internal("exec: \"/etc\": permission denied", null),
                        InvalidParameter.class);
        assertEquals(126, rig.now(made).exitCode());
    }

    @Test
    void anyOtherFailureIs128() {
        Container made = failedStart(new Internal("no space in cgroup", null), Internal.class);
        assertEquals(128, rig.now(made).exitCode());
    }

    @Test
    void aFailedStartLeavesNothingRunning() {
        Container made = failedStart(new Unavailable("no containerd", null), Unavailable.class);

        assertTrue(rig.tasks.list().isEmpty());
        assertEquals(Set.of(), rig.linux.mounted());
        assertEquals(Set.of(), rig.io.open());
        assertEquals(List.of("create"), rig.journal.actions());
        rig.start.start(made.name());
        assertEquals("running", rig.status(made));
    }

    @Test
    void aFailedStartOfAnExitedContainerKeepsItsExit() {
        Container container = rig.started("web");
        rig.ends(container, 3);
        rig.failNextStart(new Internal("broken", null));

        assertThrows(Internal.class, () -> rig.start.start("web"));

        Exited exited = assertInstanceOf(Exited.class, rig.now(container).state());
        assertEquals(3, exited.exit().code());
        assertEquals(128, exited.failure().code());
    }

    @Test
    void aFailedStartRemovesWhatIsRemovedAtItsEnd() throws Exception {
        SampleSpec spec = new SampleSpec();
        spec.autoRemove = true;
        Container made = rig.created("web", spec);
        rig.failNextStart(new Internal("executable file not found", null));

        try (var removed = rig.waiters.register(made.id(), ExitWaiters.Until.REMOVED)) {
            assertThrows(InvalidParameter.class, () -> rig.start.start("web"));
            assertEquals(127, removed.await());
        }

        assertEquals("gone", rig.status(made));
        assertTrue(rig.isCleared(made.id()));
        assertEquals(List.of("create", "destroy"), rig.journal.actions());
    }

    @Test
    void aProcessWhoseStartCannotBeStoredIsKilledAgain() {
        Container made = rig.created("web", new SampleSpec());
        rig.fillDisk(1);

        assertThrows(Unavailable.class, () -> rig.start.start("web"));

        assertTrue(rig.tasks.list().isEmpty(), "no process without a row");
        assertEquals("created", rig.status(made));
        rig.start.start("web");
        assertEquals("running", rig.status(made));
    }

    @Test
    void whatAnEarlierRunLeftIsClearedByTheNextStart() {
        Container made = rig.created("web", new SampleSpec());
        rig.tasks.put(
                new dev.joey.containerd.Tasks.TaskStatus(
                        made.id().value(),
                        77,
                        dev.joey.containerd.Tasks.Phase.STOPPED,
                        0,
                        rig.clock.instant()));

        rig.start.start("web");

        assertEquals("running", rig.status(made));
    }

    @Test
    void onlyRestartsByPolicyAreCounted() {
        String id = rig.startedAlways("web");
        rig.ends(id, 1);
        rig.start.startAgain(new ContainerId(id));
        rig.ends(id, 1);
        rig.start.startAgain(new ContainerId(id));
        assertEquals(2, rig.rows.find(new ContainerId(id)).orElseThrow().restartCount());

        rig.ends(id, 1);
        rig.start.start("web");

        assertEquals(0, rig.rows.find(new ContainerId(id)).orElseThrow().restartCount());
    }

    @Test
    void aCancelledRestartDoesNotHappen() throws Exception {
        String id = rig.startedAlways("web");
        rig.ends(id, 1);
        rig.stop.stop("web", null, null);

        rig.start.startAgain(new ContainerId(id));

        assertEquals("exited", rig.status(id));
    }

    @Test
    void aRestartThatFailsStopsForGoodAndTellsThoseWhoWait() throws Exception {
        String id = rig.startedAlways("web");
        rig.ends(id, 1);
        rig.failNextStart(new Internal("executable file not found", null));

        try (var end = rig.waiters.register(new ContainerId(id), ExitWaiters.Until.EXITED)) {
            assertThrows(EngineException.class, () -> rig.start.startAgain(new ContainerId(id)));
            assertEquals(127, end.await());
        }

        assertEquals("exited", rig.status(id));
        assertFalse(rig.schedule.pending().containsKey(id));
    }

    private Container failedStart(
            EngineException failure, Class<? extends EngineException> expected) {
        Container made = rig.created("web", new SampleSpec());
        rig.failNextStart(failure);
        assertThrows(expected, () -> rig.start.start("web"));
        return made;
    }
}
