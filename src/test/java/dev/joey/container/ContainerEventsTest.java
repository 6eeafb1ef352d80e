package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.joey.testing.SampleSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContainerEventsTest {
    private final ContainerRig rig = new ContainerRig();

    @AfterEach
    void clean() {
        rig.close();
    }

    @Test
    void imageNameAndLabelsAreToldWithEveryEvent() {
        SampleSpec spec = new SampleSpec();
        spec.labels = Map.of("tier", "front", "name", "not the container's");
        Container container = rig.started("web", spec);

        rig.ends(container, 0);

        for (var event : rig.journal.events()) {
            assertEquals("container", event.type());
            assertEquals(container.id().value(), event.actorId());
            assertEquals("busybox", event.attributes().get("image"));
            assertEquals("web", event.attributes().get("name"));
            assertEquals("front", event.attributes().get("tier"));
        }
    }

    @Test
    void forcedRemovalIsKillDieDestroy() throws Exception {
        rig.started("web");
        rig.manager.remove("web", true, false);
        assertEquals(List.of("create", "start", "kill", "die", "destroy"), rig.journal.actions());
    }

    @Test
    void stopIsKillDieStop() throws Exception {
        rig.started("web");
        rig.manager.stop("web", null, null);
        assertEquals(List.of("create", "start", "kill", "die", "stop"), rig.journal.actions());
    }

    @Test
    void restartIsKillDieStopStartRestart() throws Exception {
        rig.started("web");
        rig.manager.restart("web", null, null);
        assertEquals(
                List.of("create", "start", "kill", "die", "stop", "start", "restart"),
                rig.journal.actions());
    }

    @Test
    void aRestartByPolicyIsDieStart() {
        String id = rig.startedAlways("web");
        rig.ends(id, 1);
        rig.manager.startAgain(id);
        assertEquals(List.of("create", "start", "die", "start"), rig.journal.actions());
    }
}
