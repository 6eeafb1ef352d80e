package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.ContainerState.Run;
import dev.joey.container.ContainerState.Running;
import dev.joey.containerd.Tasks.Phase;
import dev.joey.containerd.Tasks.TaskStatus;
import dev.joey.testing.SampleSpec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
    private final ContainerRig rig = new ContainerRig();

    @AfterEach
    void clean() {
        rig.close();
    }

    @Test
    void oneBrokenContainerDoesNotKeepTheOthersFromComingBack() {
        Container broken = rig.created("broken", new SampleSpec());
        rig.tasks.put(new TaskStatus(broken.id().value(), 4, Phase.CREATED, 0, null));
        rig.tasks.neverEnds(broken.id().value());
        Container good = rig.created("good", new SampleSpec());
        rig.rows.put(good.started(new Running(new Run(1, 5, rig.clock.instant())), 1, 0));
        rig.tasks.put(new TaskStatus(good.id().value(), 5, Phase.RUNNING, 0, null));

        rig.reconciler.atStart();

        assertEquals("created", rig.status(broken));
        assertEquals("running", rig.status(good));
    }

    @Test
    void anEmptyContainerdEndsAllRuns() {
        Container first = rig.started("first");
        Container second = rig.started("second");
        rig.tasks.clear();

        rig.reconciler.atStart();

        assertEquals(255, rig.now(first).exitCode());
        assertEquals(255, rig.now(second).exitCode());
    }

    @Test
    void doingItTwiceChangesNothing() {
        Container container = rig.started("web");
        rig.ends(container, 3);
        rig.reconciler.atStart();
        Container once = rig.now(container);

        rig.reconciler.atStart();

        assertEquals(once, rig.now(container));
        assertEquals(List.of("create", "start", "die"), rig.journal.actions());
    }

    @Test
    void anEndMissedWhileTheConnectionWasBrokenIsCaughtUp() {
        Container ended = rig.started("ended");
        Container gone = rig.started("gone");
        Container alive = rig.started("alive");
        rig.tasks.end(ended.id().value(), 4, rig.clock.instant());
        rig.tasks.end(gone.id().value(), 0, rig.clock.instant());
        var _ = rig.tasks.delete(gone.id().value());

        rig.reconciler.catchUp();

        assertEquals(4, rig.now(ended).exitCode());
        assertEquals(255, rig.now(gone).exitCode());
        assertEquals("running", rig.status(alive));
    }

    @Test
    void aContainerThatStartsWhileItCatchesUpIsNotTakenForEnded() {
        Container made = rig.created("web", new SampleSpec());
        rig.tasks.onList(() -> rig.start.start("web"));

        rig.reconciler.catchUp();

        assertEquals("running", rig.status(made));
        assertTrue(rig.tasks.get(made.id().value()).isPresent());
    }
}
