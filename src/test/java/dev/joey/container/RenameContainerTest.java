package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.error.EngineException.Conflict;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.error.EngineException.NotFound;
import dev.joey.testing.SampleSpec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenameContainerTest {
    private final ContainerRig rig = new ContainerRig();

    @AfterEach
    void clean() {
        rig.close();
    }

    @Test
    void theNewNameIsKnownAndTheOldOneFree() {
        Container made = rig.created("web", new SampleSpec());

        rig.rename.rename("web", "/shop");

        assertEquals("shop", rig.now(made).name());
        rig.created("web", new SampleSpec());
    }

    @Test
    void theEventTellsTheOldNameWithItsSlash() {
        rig.created("web", new SampleSpec());

        rig.rename.rename("web", "shop");

        var event = rig.journal.events().getLast();
        assertEquals("rename", event.action());
        assertEquals("/web", event.attributes().get("oldName"));
        assertEquals("shop", event.attributes().get("name"));
    }

    @Test
    void aRunningContainerKeepsRunning() {
        Container container = rig.started("web");
        rig.rename.rename("web", "shop");
        assertEquals("running", rig.status(container));
    }

    @Test
    void aTakenNameIsAConflict() {
        rig.created("web", new SampleSpec());
        Container shop = rig.created("shop", new SampleSpec());

        Conflict refused = assertThrows(Conflict.class, () -> rig.rename.rename("web", "shop"));

        assertEquals(
                "Error when allocating new name: Conflict. The container name \"/shop\" is already"
                        + " in use by container \""
                        + shop.id()
                        + "\". You have to remove (or rename) that container to be able to reuse that"
                        + " name.",
                refused.getMessage());
    }

    @Test
    void itsOwnNameIsRefused() {
        rig.created("web", new SampleSpec());
        for (String same : List.of("web", "/web")) {
            assertEquals(
                    "Renaming a container with the same name as its current name",
                    refused("web", same));
        }
    }

    @Test
    void noNameIsRefused() {
        rig.created("web", new SampleSpec());
        for (String none : java.util.Arrays.asList(null, "", "/")) {
            assertEquals("Neither old nor new names may be empty", refused("web", none));
        }
    }

    @Test
    void aBadNameIsRefused() {
        rig.created("web", new SampleSpec());
        assertEquals(
                "Error when allocating new name: Invalid container name (a/b), only"
                        + " [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
                refused("web", "a/b"));
    }

    @Test
    void anUnknownContainerIsNotFound() {
        assertThrows(NotFound.class, () -> rig.rename.rename("web", "shop"));
    }

    private String refused(String reference, String name) {
        return assertThrows(InvalidParameter.class, () -> rig.rename.rename(reference, name))
                .getMessage();
    }
}
