package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException.Conflict;
import dev.joey.error.EngineException.NotFound;
import dev.joey.error.EngineException.Unavailable;
import dev.joey.testing.SampleSpec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoveContainerTest {
    private final ContainerRig rig = new ContainerRig();

    @AfterEach
    void clean() {
        rig.close();
    }

    @Test
    void nothingIsLeft() throws Exception {
        Container container = rig.started("web");
        rig.ends(container, 0);

        rig.remove.remove("web", false);

        assertEquals("gone", rig.status(container));
        assertTrue(rig.isCleared(container.id()));
        assertEquals(List.of("create", "start", "die", "destroy"), rig.journal.actions());
    }

    @Test
    void aRunningContainerIsAConflict() {
        rig.started("web");
        assertEquals(
                "cannot remove container \"/web\": container is running: stop the container before"
                        + " removing or force remove",
                refused());
    }

    @Test
    void aFrozenContainerIsAConflict() {
        rig.started("web");
        rig.pause.pause("web");
        assertEquals(
                "cannot remove container \"/web\": container is paused and must be unpaused first",
                refused());
    }

    @Test
    void oneThatWaitsForItsRestartIsAConflict() {
        rig.ends(rig.startedAlways("web"), 1);
        assertEquals(
                "cannot remove container \"/web\": container is restarting: stop the container"
                        + " before removing or force remove",
                refused());
    }

    @Test
    void forceKillsFirst() throws Exception {
        Container container = rig.started("web");

        rig.remove.remove("web", true);

        assertTrue(rig.isCleared(container.id()));
        assertEquals(List.of("create", "start", "kill", "die", "destroy"), rig.journal.actions());
    }

    @Test
    void forceTakesWhatIsFrozenOrRestarting() throws Exception {
        Container frozen = rig.started("web");
        rig.pause.pause("web");
        rig.remove.remove("web", true);
        String restarting = rig.startedAlways("shop");
        rig.ends(restarting, 1);
        rig.remove.remove("shop", true);

        assertEquals("gone", rig.status(frozen));
        assertEquals("gone", rig.status(restarting));
        assertTrue(rig.schedule.pending().isEmpty());
    }

    @Test
    void forceOnWhatIsRemovedAtItsEndIsNoError() throws Exception {
        SampleSpec spec = new SampleSpec();
        spec.autoRemove = true;
        Container container = rig.started("web", spec);

        rig.remove.remove("web", true);

        assertEquals("gone", rig.status(container));
    }

    @Test
    void whatCannotBeClearedIsClearedByTheNextDaemon() throws Exception {
        Container made = rig.created("web", new SampleSpec());
        rig.snapshots.failRemove(new Unavailable("device busy", null));

        rig.remove.remove("web", false);

        assertEquals("gone", rig.status(made));
        assertFalse(rig.isCleared(made.id()));
        rig.snapshots.failRemove(null);
        rig.reconciler.atStart();
        assertTrue(rig.isCleared(made.id()));
    }

    @Test
    void thoseWhoWaitForTheRemovalGetTheLastCode() throws Exception {
        Container container = rig.started("web");
        rig.ends(container, 5);

        try (var removed = rig.waiters.register(container.id(), ExitWaiters.Until.REMOVED)) {
            rig.remove.remove("web", false);
            assertEquals(5, removed.await());
        }
    }

    @Test
    void anUnknownContainerIsNotFound() {
        NotFound refused = assertThrows(NotFound.class, () -> rig.remove.remove("web", true));
        assertEquals("No such container: web", refused.getMessage());
    }

    private String refused() {
        return assertThrows(Conflict.class, () -> rig.remove.remove("web", false)).getMessage();
    }
}
