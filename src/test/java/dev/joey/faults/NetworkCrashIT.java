package dev.joey.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.joey.testing.DockerCli;
import dev.joey.testing.HostNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The daemon dies, as by SIGKILL, between any two steps of a container's networks; the next one
 * leaves no interface, namespace or rule behind that nobody uses.
 */
class NetworkCrashIT {
    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    private final CrashRig rig = new CrashRig(DOCKER);
    private final HostNetwork host = new HostNetwork(DOCKER.daemon().root());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "network.addresses",
                "network.ports",
                "network.links",
                "network.rules",
                "start.task-created",
                "start.stored",
                "start.task-started"
            })
    void aStartIsDoneOrUndone(String step) {
        DOCKER.ok("create", "--name", "made", "-p", "80", "busybox", "sh", "-c", "sleep 1000");
        rig.crash(step, "start", "made");

        int running = rig.state("made").startsWith("running") ? 1 : 0;
        assertHost(running);
        DOCKER.run("start", "made");
        assertHost(1);
        DOCKER.ok("rm", "-f", "made");
        assertHost(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit.stored", "exit.cleared", "remove.stored", "remove.cleared"})
    void anEndIsFinished(String step) {
        DOCKER.ok("run", "-d", "--name", "made", "-p", "80", "busybox", "sh", "-c", "sleep 1000");
        rig.crash(step, "rm", "-f", "made");

        DOCKER.run("rm", "-f", "made");
        assertHost(0);
    }

    /** So many containers have an interface, a namespace and a port. */
    private void assertHost(int containers) {
        CrashRig.await()
                .untilAsserted(
                        () -> {
                            assertEquals(containers, host.interfaces().size());
                            assertEquals(containers, namespaces().size());
                            assertEquals(containers, host.ports().size());
                        });
    }

    private static List<Path> namespaces() throws java.io.IOException {
        Path folder = DOCKER.daemon().execRoot().resolve("netns");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
