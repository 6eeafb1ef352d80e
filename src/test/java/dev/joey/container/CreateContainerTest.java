package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.ContainerState.Created;
import dev.joey.error.EngineException.Conflict;
import dev.joey.error.EngineException.NotFound;
import dev.joey.error.EngineException.Unavailable;
import dev.joey.testing.SampleSpec;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CreateContainerTest {
    private final ContainerRig rig = new ContainerRig();

    @AfterEach
    void clean() {
        rig.close();
    }

    @Test
    void aNewContainerHasRowsFilesASnapshotAndAnImage() {
        Container made = rig.created("web", new SampleSpec());

        assertInstanceOf(Created.class, rig.now(made).state());
        assertEquals(rig.clock.instant(), made.createdAt());
        assertTrue(Files.isDirectory(rig.files.folder(made.id())));
        assertEquals(Set.of(made.id().value()), rig.containerd.snapshots());
        assertEquals(Map.of(made.id().value(), rig.image), rig.images.uses());
        assertEquals(List.of("create"), rig.journal.actions());
        assertEquals(List.of(), rig.tasks.calls());
    }

    @Test
    void aTakenNameIsAConflictAndChangesNothing() {
        Container first = rig.created("web", new SampleSpec());

        Conflict refused = assertThrows(Conflict.class, () -> rig.created("web", new SampleSpec()));

        assertEquals(
                "Conflict. The container name \"/web\" is already in use by container \""
                        + first.id()
                        + "\". You have to remove (or rename) that container to be able to reuse that"
                        + " name.",
                refused.getMessage());
        assertEquals(List.of(first.id()), rig.rows.ids());
        assertEquals(Set.of(first.id().value()), rig.containerd.snapshots());
        assertEquals(List.of(first.id()), rig.files.present());
    }

    @Test
    void aTakenIdIsAConflictAndLeavesTheOwnerAlone() {
        Container first = rig.created("web", new SampleSpec());
        ContainerSpec spec = new SampleSpec().made();

        assertThrows(Conflict.class, () -> rig.create.create(first.id(), "other", spec, rig.image));

        assertEquals("web", rig.now(first).name());
        assertTrue(Files.isDirectory(rig.files.folder(first.id())));
        assertEquals(Set.of(first.id().value()), rig.containerd.snapshots());
    }

    @Test
    void aFailedSnapshotUndoesEverything() {
        rig.snapshots.failPrepare(new Unavailable("no containerd", null));

        Unavailable failed =
                assertThrows(Unavailable.class, () -> rig.created("web", new SampleSpec()));

        assertEquals("no containerd", failed.getMessage());
        assertNothingIsLeft();
        assertEquals(List.of("create", "destroy"), rig.journal.actions());
    }

    @Test
    void aFailedUnpackingUndoesEverything() {
        rig.snapshots.failPrepare(new NotFound("parent snapshot does not exist"));
        rig.images.failNextUnpacking(new Unavailable("disk full", null));

        assertThrows(Unavailable.class, () -> rig.created("web", new SampleSpec()));

        assertNothingIsLeft();
    }

    @Test
    void theRowsGoEvenIfTheSnapshotCannotBeRemoved() {
        rig.snapshots.failPrepare(new Unavailable("no containerd", null));
        rig.snapshots.failRemove(new Unavailable("still none", null));

        Unavailable failed =
                assertThrows(Unavailable.class, () -> rig.created("web", new SampleSpec()));

        assertEquals("no containerd", failed.getMessage());
        assertEquals("still none", failed.getSuppressed()[0].getMessage());
        assertNothingIsLeft();
    }

    @Test
    void nothingIsMadeWhenTheRowsCannotBeWritten() {
        rig.fillDisk(1);

        assertThrows(Unavailable.class, () -> rig.created("web", new SampleSpec()));

        assertNothingIsLeft();
        assertEquals(List.of(), rig.journal.actions());
    }

    @Test
    void aMadeUpNameIsTriedAgainUntilItIsFree() {
        Container made =
                rig.manager.create(
                        ContainerId.random(new java.security.SecureRandom()),
                        null,
                        new SampleSpec().made(),
                        rig.image);

        assertTrue(made.name().matches("[a-z]+_[a-z]+[0-9]*"), made.name());
    }

    private void assertNothingIsLeft() {
        assertEquals(List.of(), rig.rows.ids());
        assertEquals(List.of(), rig.files.present());
        assertEquals(Set.of(), rig.containerd.snapshots());
        assertEquals(Map.of(), rig.images.uses());
    }
}
