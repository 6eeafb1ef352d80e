package dev.joey.restart;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.joey.container.ContainerRig;
import dev.joey.error.EngineException.Internal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestartMonitorTest {
    private final ContainerRig rig = new ContainerRig();
    private final RestartMonitor monitor = new RestartMonitor(rig.manager, rig.clock);

    @AfterEach
    void clean() {
        monitor.end();
        rig.close();
    }

    @Test
    void whatIsDueStarts() {
        monitor.begin();
        String id = rig.startedAlways("web");
        rig.clock.advance(Duration.ofSeconds(20));

        rig.ends(id, 1);
        assertEquals("restarting", rig.status(id));
        rig.clock.advance(Duration.ofMillis(100));

        await().until(() -> rig.status(id).equals("running"));
    }

    @Test
    void aRestartThatWasDueUnderADeadDaemonHappensAtOnce() {
        String id = rig.startedAlways("web");
        rig.ends(id, 1);
        rig.clock.advance(Duration.ofHours(1));

        monitor.begin();

        await().until(() -> rig.status(id).equals("running"));
    }

    @Test
    void whatCannotStartIsGivenUpAndTheOthersStart() {
        String broken = rig.startedAlways("broken");
        rig.ends(broken, 1);
        rig.clock.advance(Duration.ofHours(1));
        rig.failNextStart(new Internal("executable file not found", null));

        monitor.begin();

        await().until(() -> rig.status(broken).equals("exited"));
        String good = rig.startedAlways("good");
        rig.clock.advance(Duration.ofSeconds(20));
        rig.ends(good, 1);
        rig.clock.advance(Duration.ofMillis(100));
        await().until(() -> rig.status(good).equals("running"));
    }

    @Test
    void afterTheEndNothingStarts() {
        monitor.begin();
        monitor.end();
        String id = rig.startedAlways("web");
        rig.ends(id, 1);
        rig.clock.advance(Duration.ofHours(1));

        await().during(Duration.ofMillis(200)).until(() -> rig.status(id).equals("restarting"));
    }
}
