package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.ContainerStreams.EndCondition;
import dev.joey.container.ContainerStreams.EndWait;
import dev.joey.error.EngineException.Conflict;
import dev.joey.error.EngineException.NotFound;
import dev.joey.stdio.ContainerIo.AttachRequest;
import dev.joey.stdio.Logs;
import dev.joey.testing.SampleSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ContainerStreamsTest {
    private final ContainerRig rig = new ContainerRig();

    @AfterEach
    void clean() {
        rig.close();
    }

    private final AtomicReference<Logs.LogQuery> asked = new AtomicReference<>();
    private final ContainerStreams streams =
            new ContainerStreams(
                    rig.locked, rig.rows, rig.io, this::read, rig.files, rig.tasks, rig.waiters);

    @Test
    void notRunningIsTrueAtOnceOfWhatNeverRanOrEnded() throws Exception {
        rig.created("made", new SampleSpec());
        Container ended = rig.started("ended");
        rig.ends(ended, 4);

        assertEquals(0, code("made", EndCondition.NOT_RUNNING));
        assertEquals(4, code("ended", EndCondition.NOT_RUNNING));
    }

    @Test
    @Timeout(20)
    void notRunningWaitsForTheEndOfTheRun() throws Exception {
        Container container = rig.started("web");
        try (EndWait end = streams.await("web", EndCondition.NOT_RUNNING)) {
            rig.ends(container, 4);
            assertEquals(4, end.code());
        }
    }

    @Test
    @Timeout(20)
    void notRunningOfWhatWaitsForItsRestartIsTheNextEnd() throws Exception {
        String id = rig.startedAlways("web");
        rig.ends(id, 1);
        try (EndWait end = streams.await("web", EndCondition.NOT_RUNNING)) {
            rig.start.startAgain(new ContainerId(id));
            rig.ends(id, 2);
            assertEquals(2, end.code());
        }
    }

    @Test
    @Timeout(20)
    void nextExitWaitsEvenIfItDoesNotRun() throws Exception {
        Container container = rig.started("web");
        rig.ends(container, 4);
        try (EndWait end = streams.await("web", EndCondition.NEXT_EXIT)) {
            rig.start.start("web");
            rig.ends(container, 5);
            assertEquals(5, end.code());
        }
    }

    @Test
    @Timeout(20)
    void removedWaitsForTheRemoval() throws Exception {
        Container container = rig.started("web");
        try (EndWait end = streams.await("web", EndCondition.REMOVED)) {
            rig.ends(container, 6);
            rig.remove.remove("web", false);
            assertEquals(6, end.code());
        }
    }

    @Test
    @Timeout(20)
    void aClientThatLeavesEndsItsWait() throws Exception {
        rig.started("web");
        try (EndWait end = streams.await("web", EndCondition.NEXT_EXIT)) {
            end.giveUp();
            assertEquals(-1, end.code());
        }
    }

    @Test
    void whatIsUnknownCannotBeAwaited() {
        assertThrows(NotFound.class, () -> streams.await("web", EndCondition.REMOVED));
    }

    @Test
    void whoeverWasThereCanBeAttachedTo() {
        Container made = rig.created("web", new SampleSpec());
        streams.checkAttachable(made);
        rig.start.start("web");
        streams.checkAttachable(rig.now(made));
        rig.ends(made, 0);
        streams.checkAttachable(rig.now(made));
    }

    @Test
    void whatIsFrozenOrAwayCannotBeAttachedTo() {
        Container container = rig.started("web");
        rig.pause.pause("web");
        refusesAttach(
                rig.now(container),
                "container " + container.id() + " is paused, unpause the container before attach");
        String id = rig.startedAlways("shop");
        rig.ends(id, 1);
        refusesAttach(
                streams.get("shop"),
                "container " + id + " is restarting, wait until the container is running");
    }

    @Test
    void attachAndDetachAreTold() throws Exception {
        Container container = rig.started("web");
        try (var attached =
                streams.attach(container, new AttachRequest(true, true, true, new byte[0]))) {
            assertTrue(attached.input("x".getBytes(java.nio.charset.StandardCharsets.UTF_8), 0, 1));
        }
        streams.detached(container);
        assertEquals(List.of("create", "start", "attach", "detach"), rig.journal.actions());
    }

    @Test
    void aNewSizeIsSetAndTold() {
        Container container = rig.started("web");
        streams.resize("web", 80, 24);
        assertTrue(rig.tasks.calls().contains("resize " + container.id() + " 80x24"));
        Map<String, String> told = rig.journal.events().getLast().attributes();
        assertEquals("24", told.get("height"));
        assertEquals("80", told.get("width"));
    }

    @Test
    void whatDoesNotRunHasNoSize() {
        Container made = rig.created("web", new SampleSpec());
        Conflict refused = assertThrows(Conflict.class, () -> streams.resize("web", 80, 24));
        assertEquals("container " + made.id() + " is not running", refused.getMessage());
    }

    @Test
    void aFollowerIsToldWhetherMoreMayCome() {
        Container container = rig.started("web");
        try (var _ = streams.logs(container, true, true, null, null, -1, true)) {
            assertTrue(asked.get().live().getAsBoolean());
            rig.ends(container, 0);
            assertFalse(asked.get().live().getAsBoolean());
        }
    }

    private Logs.LogCursor read(
            String driver,
            java.util.Map<String, String> options,
            java.nio.file.Path path,
            Logs.LogQuery query) {
        asked.set(query);
        return new Logs.LogCursor() {
            @Override
            public Logs.LogLine next() {
                return null;
            }

            @Override
            public void close() {}
        };
    }

    private int code(String reference, EndCondition condition) throws InterruptedException {
        try (EndWait end = streams.await(reference, condition)) {
            return end.code();
        }
    }

    private void refusesAttach(Container container, String text) {
        assertEquals(
                text,
                assertThrows(Conflict.class, () -> streams.checkAttachable(container))
                        .getMessage());
    }
}
