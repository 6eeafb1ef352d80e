package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.error.EngineException.Conflict;
import dev.joey.testing.SampleSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PruneContainersTest {
    private final ContainerRig rig = new ContainerRig();

    @AfterEach
    void clean() {
        rig.close();
    }

    @Test
    void onlyWhatDoesNotRunGoes() throws Exception {
        Container made = rig.created("made", new SampleSpec());
        Container ended = rig.started("ended");
        rig.ends(ended, 0);
        Container running = rig.started("running");
        Container frozen = rig.started("frozen");
        rig.pause.pause("frozen");
        String restarting = rig.startedAlways("restarting");
        rig.ends(restarting, 1);

        Pruned pruned = rig.prune.prune(_ -> true);

        assertEquals(Set.of(made.id(), ended.id()), new HashSet<>(pruned.deleted()));
        assertEquals(2 * 4096, pruned.freedBytes());
        assertEquals("running", rig.status(running));
        assertEquals("paused", rig.status(frozen));
        assertEquals("restarting", rig.status(restarting));
    }

    @Test
    void oneEventTellsWhatWasReclaimed() throws Exception {
        rig.created("web", new SampleSpec());

        rig.prune.prune(_ -> true);

        var event = rig.journal.events().getLast();
        assertEquals("prune", event.action());
        assertEquals("", event.actorId());
        assertEquals("4096", event.attributes().get("reclaimed"));
        assertEquals(List.of("create", "destroy", "prune"), rig.journal.actions());
    }

    @Test
    void whatIsNotWantedStays() throws Exception {
        Container made = rig.created("web", new SampleSpec());
        Pruned pruned = rig.prune.prune(_ -> false);
        assertEquals(List.of(), pruned.deleted());
        assertEquals("created", rig.status(made));
    }

    @Test
    void twoAtOnceAreAConflict() throws Exception {
        rig.created("web", new SampleSpec());

        rig.prune.prune(
                _ -> {
                    Conflict refused =
                            assertThrows(Conflict.class, () -> rig.prune.prune(_ -> true));
                    assertEquals("a prune operation is already running", refused.getMessage());
                    return false;
                });

        assertEquals(1, rig.prune.prune(_ -> true).deleted().size());
    }
}
