package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException.Internal;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.testing.SampleSpec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestartContainerTest {
    private final ContainerRig rig = new ContainerRig();

    @AfterEach
    void clean() {
        rig.close();
    }

    @Test
    void aRunningContainerStopsAndStarts() throws Exception {
        Container container = rig.started("web");

        rig.restart.restart("web", null, null);

        assertEquals(2, rig.now(container).run().orElseThrow().number());
        assertEquals(
                List.of("create", "start", "kill", "die", "stop", "start", "restart"),
                rig.journal.actions());
    }

    @Test
    void oneThatDoesNotRunIsOnlyStarted() throws Exception {
        rig.created("web", new SampleSpec());

        rig.restart.restart("web", null, null);

        assertEquals(List.of("create", "start", "restart"), rig.journal.actions());
    }

    @Test
    void whatIsRemovedAtItsEndSurvives() throws Exception {
        SampleSpec spec = new SampleSpec();
        spec.autoRemove = true;
        Container container = rig.started("web", spec);

        rig.restart.restart("web", null, null);
        assertEquals("running", rig.status(container));

        rig.ends(container, 0);
        assertEquals("gone", rig.status(container));
    }

    @Test
    void whatIsRemovedAtItsEndIsRemovedWhenItCannotStartAgain() throws Exception {
        SampleSpec spec = new SampleSpec();
        spec.autoRemove = true;
        Container container = rig.started("web", spec);
        rig.failNextStart(new Internal("executable file not found", null));

        assertThrows(InvalidParameter.class, () -> rig.restart.restart("web", null, null));

        assertEquals("gone", rig.status(container));
        assertTrue(rig.isCleared(container.id()));
    }

    @Test
    void aFrozenContainerRunsAfterwards() throws Exception {
        Container container = rig.started("web");
        rig.pause.pause("web");

        rig.restart.restart("web", null, null);

        assertEquals("running", rig.status(container));
    }

    @Test
    void oneThatWaitsForItsRestartStartsNow() throws Exception {
        String id = rig.startedAlways("web");
        rig.ends(id, 1);

        rig.restart.restart("web", null, null);

        Container now = rig.rows.find(new ContainerId(id)).orElseThrow();
        assertEquals("running", now.state().status());
        assertEquals(0, now.restartCount());
    }
}
