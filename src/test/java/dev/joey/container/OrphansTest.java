package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.containerd.Containers.NewContainer;
import dev.joey.containerd.Tasks.Phase;
import dev.joey.containerd.Tasks.TaskStatus;
import dev.joey.error.EngineException.Unavailable;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrphansTest {
    private final ContainerRig rig = new ContainerRig();

    @AfterEach
    void clean() {
        rig.close();
    }

    private final ContainerId unknown = new ContainerId("ab".repeat(32));

    @Test
    void allThatAnUnknownContainerLeftGoes() {
        rig.tasks.put(new TaskStatus(unknown.value(), 5, Phase.RUNNING, 0, null));
        rig.containers.put(
                new NewContainer(
                        unknown.value(), "", "", false, "overlayfs", unknown.value(), new byte[0]));
        var _ = rig.snapshots.prepare("overlayfs", unknown.value(), "");
        rig.files.make(unknown);
        rig.files.makeRoot(unknown);

        rig.reconciler.atStart();

        assertTrue(rig.isCleared(unknown));
        assertFalse(Files.exists(rig.files.root(unknown)));
        assertEquals(List.of(), rig.journal.actions());
    }

    @Test
    void aSnapshotAloneGoesToo() {
        var _ = rig.snapshots.prepare("overlayfs", unknown.value(), "");
        rig.orphans.clear();
        assertEquals(Set.of(), rig.containerd.snapshots());
    }

    @Test
    void whatHasARowOrIsNoContainerStays() {
        Container known = rig.started("web");
        var _ = rig.snapshots.prepare("overlayfs", "sha256:layer", "");

        rig.orphans.clear();

        assertEquals("running", rig.status(known));
        assertEquals(Set.of(known.id().value(), "sha256:layer"), rig.containerd.snapshots());
        assertTrue(Files.isDirectory(rig.files.folder(known.id())));
    }

    @Test
    void oneThatCannotBeClearedDoesNotKeepTheOthers() {
        ContainerId other = new ContainerId("cd".repeat(32));
        rig.files.make(unknown);
        rig.files.make(other);
        rig.snapshots.failRemove(new Unavailable("device busy", null));

        rig.orphans.clear();

        rig.snapshots.failRemove(null);
        rig.orphans.clear();
        assertEquals(List.of(), rig.files.present());
    }
}
