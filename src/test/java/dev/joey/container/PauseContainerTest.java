package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.error.EngineException.Conflict;
import dev.joey.testing.SampleSpec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PauseContainerTest {
    private final ContainerRig rig = new ContainerRig();

    @AfterEach
    void clean() {
        rig.close();
    }

    @Test
    void aRunningContainerIsFrozenAndThawed() {
        Container container = rig.started("web");
        var run = container.run();

        rig.pause.pause("web");
        assertEquals("paused", rig.status(container));
        rig.pause.unpause("web");

        assertEquals("running", rig.status(container));
        assertEquals(run, rig.now(container).run());
        assertEquals(List.of("create", "start", "pause", "unpause"), rig.journal.actions());
    }

    @Test
    void aFrozenContainerIsAlreadyPaused() {
        Container container = rig.started("web");
        rig.pause.pause("web");
        refuses("Container " + container.id() + " is already paused", () -> rig.pause.pause("web"));
    }

    @Test
    void whatDoesNotRunCannotBePaused() {
        Container made = rig.created("web", new SampleSpec());
        refuses("Container " + made.id() + " is not running", () -> rig.pause.pause("web"));
    }

    @Test
    void whatWaitsForItsRestartCannotBePaused() {
        String id = rig.startedAlways("web");
        rig.ends(id, 1);
        refuses(
                "Container " + id + " is restarting, wait until the container is running",
                () -> rig.pause.pause("web"));
    }

    @Test
    void whatIsNotFrozenCannotBeThawed() {
        Container container = rig.started("web");
        refuses("Container " + container.id() + " is not paused", () -> rig.pause.unpause("web"));
    }

    @Test
    void theEndOfAFrozenContainerIsAnEnd() {
        Container container = rig.started("web");
        rig.pause.pause("web");
        rig.ends(container, 137);
        assertEquals("exited", rig.status(container));
    }

    private static void refuses(String text, org.junit.jupiter.api.function.Executable verb) {
        assertEquals(text, assertThrows(Conflict.class, verb).getMessage());
    }
}
