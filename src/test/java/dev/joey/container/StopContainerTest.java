package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.ContainerSpec.Stop;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.error.EngineException.NotModified;
import dev.joey.testing.SampleSpec;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StopContainerTest {
    private final ContainerRig rig = new ContainerRig();

    @AfterEach
    void clean() {
        rig.close();
    }

    @Test
    void itIsAskedToEndAndAwaited() throws Exception {
        Container container = rig.started("web");

        rig.stop.stop("web", null, null);

        Container now = rig.now(container);
        assertEquals("exited", now.state().status());
        assertEquals(143, now.exitCode());
        assertTrue(now.stoppedByUser());
        assertEquals(List.of("15"), signals());
        assertEquals(List.of("create", "start", "kill", "die", "stop"), rig.journal.actions());
    }

    @Test
    void itsOwnSignalIsSent() throws Exception {
        SampleSpec spec = new SampleSpec();
        spec.stop = new Stop("SIGQUIT", 0);
        rig.started("web", spec);

        rig.stop.stop("web", null, null);

        assertEquals(List.of("3", "9"), signals());
    }

    @Test
    void theCallersSignalGoesBeforeItsOwn() throws Exception {
        rig.started("web");
        rig.stop.stop("web", "USR1", 0);
        assertEquals(List.of("10", "9"), signals());
    }

    @Test
    void anUnknownSignalIsRefused() {
        rig.started("web");
        InvalidParameter refused =
                assertThrows(InvalidParameter.class, () -> rig.stop.stop("web", "SIGNOPE", null));
        assertEquals("invalid signal: SIGNOPE", refused.getMessage());
        assertEquals(List.of(), signals());
    }

    @Test
    void withoutPatienceItIsKilledAtOnce() throws Exception {
        rig.ignored.add(Signals.TERM);
        Container container = rig.started("web");

        rig.stop.stop("web", null, 0);

        assertEquals(137, rig.now(container).exitCode());
        assertEquals(
                List.of("create", "start", "kill", "kill", "die", "stop"), rig.journal.actions());
    }

    @Test
    @Timeout(20)
    void itsOwnPatienceEndsWithSigkill() throws Exception {
        rig.ignored.add(Signals.TERM);
        SampleSpec spec = new SampleSpec();
        spec.stop = new Stop(null, 1);
        Container container = rig.started("web", spec);

        rig.stop.stop("web", null, null);

        assertEquals(137, rig.now(container).exitCode());
    }

    @Test
    @Timeout(20)
    void aKillEndsAStopThatWaitsForEver() throws Exception {
        rig.ignored.add(Signals.TERM);
        Container container = rig.started("web");
        Thread stopping =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        rig.stop.stop("web", null, -1);
                                    } catch (InterruptedException e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
        Awaitility.await().until(() -> signals().contains("15"));

        rig.kill.kill("web", null);
        stopping.join();

        assertEquals(137, rig.now(container).exitCode());
        assertEquals("stop", rig.journal.actions().getLast());
    }

    @Test
    void whatDoesNotRunIsNotModified() {
        rig.created("web", new SampleSpec());
        assertThrows(NotModified.class, () -> rig.stop.stop("web", null, null));
        assertEquals(List.of("create"), rig.journal.actions());
    }

    @Test
    void aFrozenContainerIsThawedSoThatTheSignalArrives() throws Exception {
        Container container = rig.started("web");
        rig.pause.pause("web");
        String id = container.id().value();

        rig.stop.stop("web", null, null);

        assertEquals("exited", rig.status(container));
        assertTrue(rig.tasks.calls().contains("kill " + id + " 15"));
    }

    @Test
    void thawingIsTold() throws Exception {
        rig.ignored.add(Signals.TERM);
        Container container = rig.started("web");
        rig.pause.pause("web");

        rig.stop.stop("web", null, 0);

        assertTrue(rig.tasks.calls().contains("resume " + container.id()));
        assertEquals(
                List.of("create", "start", "pause", "kill", "unpause", "kill", "die", "stop"),
                rig.journal.actions());
    }

    @Test
    @Timeout(20)
    void aPendingRestartIsCancelledAndThoseWhoWaitAreTold() throws Exception {
        String id = rig.startedAlways("web");
        rig.ends(id, 7);
        assertEquals("restarting", rig.status(id));

        try (var end = rig.waiters.register(new ContainerId(id), ExitWaiters.Until.EXITED)) {
            rig.stop.stop("web", null, null);
            assertEquals(7, end.await());
        }

        assertEquals("exited", rig.status(id));
        assertEquals(List.of(), signals());
        assertEquals("stop", rig.journal.actions().getLast());
        assertTrue(rig.schedule.pending().isEmpty());
    }

    @Test
    void noPolicyBringsBackWhatAUserStopped() throws Exception {
        String id = rig.startedAlways("web");
        rig.stop.stop("web", null, null);
        assertEquals("exited", rig.status(id));
        assertFalse(rig.schedule.pending().containsKey(id));
    }

    @Test
    void whatIsRemovedAtItsEndIsGoneAfterwards() throws Exception {
        SampleSpec spec = new SampleSpec();
        spec.autoRemove = true;
        Container container = rig.started("web", spec);

        rig.stop.stop("web", null, null);

        assertEquals("gone", rig.status(container));
        assertTrue(rig.isCleared(container.id()));
    }

    private List<String> signals() {
        return rig.journal.events().stream()
                .filter(event -> event.action().equals("kill"))
                .map(event -> event.attributes().get("signal"))
                .toList();
    }
}
