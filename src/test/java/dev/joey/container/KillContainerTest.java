package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.ContainerSpec.Stop;
import dev.joey.error.EngineException.Conflict;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.testing.SampleSpec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KillContainerTest {
    private final ContainerRig rig = new ContainerRig();

    @AfterEach
    void clean() {
        rig.close();
    }

    @Test
    void withoutASignalItIsSigkillAndAwaited() throws Exception {
        Container container = rig.started("web");

        rig.kill.kill("web", null);

        assertEquals(137, rig.now(container).exitCode());
        assertEquals("9", rig.journal.events().get(2).attributes().get("signal"));
        assertEquals(List.of("create", "start", "kill", "die"), rig.journal.actions());
    }

    @Test
    void anotherSignalIsOnlySent() throws Exception {
        Container container = rig.started("web");

        rig.kill.kill("web", "HUP");

        assertEquals("running", rig.status(container));
        assertFalse(rig.now(container).stoppedByUser());
        assertTrue(rig.tasks.calls().contains("kill " + container.id() + " 1"));
    }

    @Test
    void itsStopSignalMeansThatAUserStopsIt() throws Exception {
        SampleSpec spec = new SampleSpec();
        spec.stop = new Stop("SIGUSR1", null);
        Container container = rig.started("web", spec);
        rig.ignored.add(Signals.TERM);

        rig.kill.kill("web", "TERM");
        rig.kill.kill("web", "10");

        assertTrue(rig.now(container).stoppedByUser());
    }

    @Test
    void whatDoesNotRunIsAConflict() {
        Container made = rig.created("web", new SampleSpec());
        Conflict refused = assertThrows(Conflict.class, () -> rig.kill.kill("web", null));
        assertEquals(
                "cannot kill container: web: container " + made.id() + " is not running",
                refused.getMessage());
    }

    @Test
    void anUnknownSignalIsRefused() {
        rig.started("web");
        assertThrows(InvalidParameter.class, () -> rig.kill.kill("web", "65"));
    }

    @Test
    void aFrozenContainerIsThawed() throws Exception {
        Container container = rig.started("web");
        rig.pause.pause("web");

        rig.kill.kill("web", "HUP");

        assertEquals("running", rig.status(container));
        assertEquals("unpause", rig.journal.actions().getLast());
    }

    @Test
    void aPendingRestartIsCancelled() throws Exception {
        String id = rig.startedAlways("web");
        rig.ends(id, 1);

        rig.kill.kill("web", "HUP");
        assertEquals("restarting", rig.status(id));
        rig.kill.kill("web", null);

        assertEquals("exited", rig.status(id));
    }

    @Test
    void aProcessThatHasJustEndedIsNoError() throws Exception {
        Container container = rig.started("web");
        rig.tasks.end(container.id().value(), 0, rig.clock.instant());

        rig.kill.kill("web", "HUP");

        assertEquals("running", rig.status(container), "its exit is on its way");
    }
}
