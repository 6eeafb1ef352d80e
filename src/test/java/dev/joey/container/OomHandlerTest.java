package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.ContainerState.Exited;
import dev.joey.testing.SampleSpec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OomHandlerTest {
    private final ContainerRig rig = new ContainerRig();

    @AfterEach
    void clean() {
        rig.close();
    }

    @Test
    void aRunningContainerIsMarkedAndRunsOn() {
        Container container = rig.started("web");

        rig.ooms.oom(container.id());

        assertTrue(rig.now(container).oomKilled());
        assertEquals("running", rig.status(container));
        assertEquals("oom", rig.journal.actions().getLast());
    }

    @Test
    void aReportAfterTheEndMarksTheEnd() {
        Container container = rig.started("web");
        rig.ends(container, 137);

        rig.ooms.oom(container.id());

        Exited exited = assertInstanceOf(Exited.class, rig.now(container).state());
        assertTrue(exited.exit().oomKilled());
        assertTrue(rig.now(container).oomKilled());
    }

    @Test
    void oneThatNeverRanIsNotMarked() {
        Container made = rig.created("web", new SampleSpec());
        rig.ooms.oom(made.id());
        assertFalse(rig.now(made).oomKilled());
        assertEquals(List.of("create"), rig.journal.actions());
    }

    @Test
    void anUnknownContainerIsNoError() {
        rig.ooms.oom(new ContainerId("ab".repeat(32)));
        assertEquals(List.of(), rig.journal.actions());
    }
}
