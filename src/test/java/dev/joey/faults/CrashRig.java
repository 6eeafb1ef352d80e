package dev.joey.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DockerCli;
import dev.joey.testing.LiveProgram;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Lets the daemon die in the middle of a verb, and asks afterwards what is left. */
final class CrashRig {
    private static final int KILLED = 137;

    private final DockerCli docker;

    CrashRig(DockerCli docker) {
        this.docker = docker;
    }

    /** Longer than anything takes on a busy machine. */
    static ConditionFactory await() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50));
    }

    /** The daemon dies at a step of the command, and the next one starts on the same roots. */
    void crash(String step, String... command) {
        docker.daemon().kill();
        docker.daemon().startToDieAt(step);
        try (LiveProgram client = docker.live(command)) {
            assertEquals(KILLED, docker.daemon().awaitEnd(), () -> client.out() + client.err());
        }
        docker.daemon().startAgain();
    }

    /** A word for how a container is: its status and exit code, or "gone". */
    String state(String name) {
        var result =
                docker.run("inspect", "--format", "{{.State.Status}} {{.State.ExitCode}}", name);
        return result.code() == 0 ? result.out().strip() : "gone";
    }

    void awaitState(String name, String state) {
        await().untilAsserted(() -> assertEquals(state, state(name)));
    }

    /** A container that prints numbers has printed all of them, once, and goes on. */
    void assertCounting(String name) {
        int before = counted(name);
        await().until(() -> counted(name) > before);
    }

    /** How far a container has counted; no number may be missing or doubled. */
    int counted(String name) {
        List<Integer> numbers = docker.lines("logs", name).stream().map(Integer::valueOf).toList();
        assertEquals(IntStream.rangeClosed(1, numbers.size()).boxed().toList(), numbers);
        return numbers.size();
    }

    /** What is there can be stopped and started, and its removal leaves neither name nor trace. */
    void assertUsable(String name) {
        docker.ok("stop", "-t", "0", name);
        docker.ok("start", name);
        docker.ok("stop", "-t", "0", name);
        assertTrue(state(name).startsWith("exited"), state(name));
        docker.ok("rm", name);
        assertFree(name);
    }

    /** The name is free, and no trace is left of any container. */
    void assertFree(String name) {
        assertEquals("gone", state(name));
        assertNoTraces();
        docker.ok("create", "--name", name, "--network", "none", "busybox", "true");
        assertNotEquals("gone", state(name));
        docker.ok("rm", name);
    }

    /** Containers without rows have left nothing. */
    void assertNoTraces() {
        Traces traces = new Traces(docker.daemon());
        List<String> known = docker.lines("ps", "-aq", "--no-trunc");
        await().untilAsserted(
                        () ->
                                assertEquals(
                                        List.of(),
                                        traces.now().stream()
                                                .filter(
                                                        trace ->
                                                                known.stream()
                                                                        .noneMatch(trace::endsWith))
                                                .toList()));
    }
}
