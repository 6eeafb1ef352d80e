package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.containerd.Containers.NewContainer;
import dev.joey.error.EngineException.Internal;
import dev.joey.error.EngineException.NotFound;
import dev.joey.testing.SampleSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskLauncherTest {
    private final ContainerRig rig = new ContainerRig();

    @AfterEach
    void clean() {
        rig.close();
    }

    @Test
    void theTaskIsCreatedAndThenStarted() {
        Container made = rig.created("web", new SampleSpec());
        long pid = launch(made);
        assertEquals(1000, pid);
        assertEquals(List.of("create " + made.id(), "start " + made.id()), rig.tasks.calls());
    }

    @Test
    void containerdKnowsTheSpecAndNoLabelOfTheUser() {
        SampleSpec spec = new SampleSpec();
        spec.labels = java.util.Map.of("secret", "of-the-user");
        Container made = rig.created("web", spec);

        launch(made);

        NewContainer metadata = rig.containers.get(made.id().value());
        assertEquals("io.containerd.runc.v2", metadata.runtime());
        assertEquals(made.id().value(), metadata.snapshotKey());
        String json = new String(metadata.specJson(), StandardCharsets.UTF_8);
        assertTrue(json.contains(rig.files.root(made.id()).toString()), json);
        assertTrue(!json.contains("of-the-user"), json);
    }

    @Test
    void theFilesOfTheNetworkAreWritten() throws Exception {
        Container made = rig.created("web", new SampleSpec());
        launch(made);
        assertEquals("0123456789ab\n", Files.readString(rig.files.hostname(made.id())));
        assertTrue(Files.readString(rig.files.hosts(made.id())).startsWith("127.0.0.1\t"));
        assertTrue(Files.exists(rig.files.resolvConf(made.id())));
    }

    @Test
    void aLayerThatACrashKeptFromBeingMadeIsMade() {
        Container made = rig.created("web", new SampleSpec());
        rig.snapshots.remove("overlayfs", made.id().value());

        launch(made);

        assertEquals(Set.of(made.id().value()), rig.containerd.snapshots());
    }

    @Test
    void withoutLayerAndImageItIsNotFound() {
        Container made = rig.created("web", new SampleSpec());
        rig.snapshots.remove("overlayfs", made.id().value());
        Container lost =
                new Container(
                        made.id(),
                        "web",
                        made.createdAt(),
                        new SampleSpec().made(),
                        made.state(),
                        0,
                        0,
                        false,
                        false);
        assertThrows(NotFound.class, () -> launch(lost));
        assertEquals(List.of(), rig.tasks.calls());
    }

    @Test
    void theRuntimesFaultIsToldInDockersWords() {
        Container made = rig.created("web", new SampleSpec());
        rig.failNextStart(new Internal("boom", null));
        Internal failed = assertThrows(Internal.class, () -> launch(made));
        assertEquals("failed to create task for container: boom", failed.getMessage());
    }

    private long launch(Container container) {
        long pid = rig.launcher.create(container, rig.steps.begin("start"));
        rig.launcher.start(container);
        return pid;
    }
}
