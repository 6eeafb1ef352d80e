package dev.joey.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.joey.testing.DockerCli;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The daemon dies during a commit: the container goes on, and there is no half image. */
class CommitCrashIT {
    private static final String COUNTING =
            "i=0; while :; do i=$((i+1)); echo $i; echo $i > /file; sleep 0.05; done";

    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    private final CrashRig rig = new CrashRig(DOCKER);

    @ParameterizedTest
    @ValueSource(strings = {"frozen", "opened", "made"})
    void aContainerThatWasBeingCommittedGoesOn(String step) {
        DOCKER.background("counting", COUNTING);
        CrashRig.await().until(() -> rig.counted("counting") > 1);

        rig.crash("commit." + step, "commit", "counting", "made:1");

        assertEquals("running 0", rig.state("counting"));
        rig.assertCounting("counting");
        boolean made = step.equals("made");
        assertEquals(
                made ? List.of("made") : List.of(),
                DOCKER.lines("images", "-a", "--format", "{{.Repository}}", "made"));
        DOCKER.ok("commit", "counting", "made:1");
        assertEquals("running 0", rig.state("counting"));
        DOCKER.ok("rm", "-f", "counting");
        DOCKER.ok("rmi", "-f", "made:1");
        DOCKER.run("image", "prune", "-f");
        rig.assertNoTraces();
    }
}
