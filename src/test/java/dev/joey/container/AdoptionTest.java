package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.ContainerSpec.RestartPolicy;
import dev.joey.container.ContainerState.Created;
import dev.joey.container.ContainerState.Exit;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Paused;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.Run;
import dev.joey.container.ContainerState.Running;
import dev.joey.container.ContainerState.StartFailure;
import dev.joey.containerd.Tasks.Phase;
import dev.joey.containerd.Tasks.TaskStatus;
import dev.joey.testing.SampleSpec;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdoptionTest {
    private final ContainerRig rig = new ContainerRig();

    @AfterEach
    void clean() {
        rig.close();
    }

    private static final long PID = 4711;
    private static final Instant BEGAN = Instant.parse("2025-12-31T10:00:00Z");
    private static final Instant ENDED = Instant.parse("2025-12-31T11:00:00Z");
    private static final Instant ENDED_UNSEEN = Instant.parse("2025-12-31T12:00:00Z");
    private static final Exit LAST = new Exit(1, 3, BEGAN, ENDED, false);

    /** Every state of the rows with every state of the task, and what they agree on. */
    @ParameterizedTest(name = "{0} with task {1} becomes {2}")
    @CsvSource({
        "created,    none,    created",
        "created,    created, created",
        "created,    running, running",
        "created,    paused,  paused",
        "created,    stopped, exited",
        "running,    none,    exited",
        "running,    created, running",
        "running,    running, running",
        "running,    paused,  paused",
        "running,    stopped, exited",
        "running,    unseen,  exited",
        "running,    other,   exited",
        "paused,     none,    exited",
        "paused,     created, running",
        "paused,     running, running",
        "paused,     paused,  paused",
        "paused,     stopped, exited",
        "paused,     other,   exited",
        "restarting, none,    restarting",
        "restarting, created, restarting",
        "restarting, running, running",
        "restarting, paused,  paused",
        "restarting, stopped, restarting",
        "restarting, unseen,  exited",
        "exited,     none,    exited",
        "exited,     created, exited",
        "exited,     running, running",
        "exited,     paused,  paused",
        "exited,     stopped, exited",
        "exited,     unseen,  exited"
    })
    void rowsAndTaskAgree(String state, String task, String expected) {
        Container container = left(state, new SampleSpec());
        put(container, task);

        rig.reconciler.atStart();

        assertEquals(expected, rig.status(container));
        boolean lives = List.of("running", "paused").contains(expected);
        assertEquals(lives, isAlive(container), "a process exactly where the rows say so");
        assertEquals(lives, rig.io.open().contains(container.id().value()));
    }

    @ParameterizedTest
    @CsvSource({"none, 255", "other, 255", "stopped, 9"})
    void theCodeOfAnEndNobodySawIsTrueOrUnknown(String task, int code) {
        Container container = left("running", new SampleSpec());
        put(container, task);

        rig.reconciler.atStart();

        assertEquals(code, rig.now(container).exitCode());
        assertEquals("die", rig.journal.actions().getLast());
    }

    @Test
    void anAdoptedRunKeepsItsNumberAndItsBeginning() {
        Container container = left("running", new SampleSpec());
        put(container, "running");

        rig.reconciler.atStart();

        assertEquals(new Run(1, PID, BEGAN), rig.now(container).run().orElseThrow());
        assertEquals(List.of("create"), rig.journal.actions());
        rig.ends(container, 0);
        assertEquals("exited", rig.status(container));
    }

    @Test
    void aStartThatWasNotStoredIsStoredAndTold() {
        Container container = left("exited", new SampleSpec());
        put(container, "running");

        rig.reconciler.atStart();

        assertEquals(2, rig.now(container).run().orElseThrow().number());
        assertEquals(List.of("create", "start"), rig.journal.actions());
    }

    @Test
    void aWholeRunThatWasNotStoredIsStoredAndTold() {
        Container container = left("exited", new SampleSpec());
        put(container, "unseen");

        rig.reconciler.atStart();

        Exit exit = rig.now(container).lastExit().orElseThrow();
        assertEquals(new Exit(2, 9, ENDED_UNSEEN, ENDED_UNSEEN, false), exit);
        assertEquals(List.of("create", "start", "die"), rig.journal.actions());
    }

    @Test
    void whatEndedUnderADeadDaemonAndIsRemovedAtItsEndGoes() {
        SampleSpec spec = new SampleSpec();
        spec.autoRemove = true;
        for (String state : List.of("running", "exited")) {
            Container container = left(state, spec);
            put(container, "stopped");

            rig.reconciler.atStart();

            assertEquals("gone", rig.status(container));
            assertTrue(rig.isCleared(container.id()));
        }
    }

    @Test
    void aFailedStartOfWhatIsRemovedAtItsEndIsRemoved() {
        SampleSpec spec = new SampleSpec();
        spec.autoRemove = true;
        Container failed = rig.created("failed", spec);
        rig.rows.put(failed.in(new Created(new StartFailure(127, "not found"))));
        Container untried = rig.created("untried", spec);

        rig.reconciler.atStart();

        assertEquals("gone", rig.status(failed));
        assertEquals("created", rig.status(untried));
    }

    @ParameterizedTest(name = "{0}, stopped by user: {1}, ended before: {2} -> {3}")
    @CsvSource({
        "no,             false, true,  exited",
        "always,         false, true,  restarting",
        "always,         true,  true,  restarting",
        "unless-stopped, false, true,  restarting",
        "unless-stopped, true,  true,  exited",
        "on-failure,     false, true,  exited",
        "no,             false, false, exited",
        "always,         false, false, restarting",
        "always,         true,  false, exited",
        "unless-stopped, false, false, restarting",
        "on-failure,     false, false, restarting",
        "on-failure,     true,  false, exited"
    })
    void theRestartPolicyDecidesAtTheDaemonsStart(
            String policy, boolean stoppedByUser, boolean endedBefore, String expected) {
        SampleSpec spec = new SampleSpec();
        spec.restartPolicy = new RestartPolicy(policy, 0);
        Container container =
                left(endedBefore ? "exited" : "running", spec).stoppedByUser(stoppedByUser);
        rig.rows.put(container);

        rig.reconciler.atStart();

        assertEquals(expected, rig.status(container));
        assertEquals(
                expected.equals("restarting"),
                rig.schedule.pending().containsKey(container.id().value()));
    }

    @Test
    void whatNeverRanIsNotStartedByItsPolicy() {
        SampleSpec spec = new SampleSpec();
        spec.restartPolicy = new RestartPolicy("always", 0);
        Container made = rig.created("web", spec);

        rig.reconciler.atStart();

        assertEquals("created", rig.status(made));
    }

    private Container left(String state, SampleSpec spec) {
        Container made = rig.created("web", spec);
        Run run = new Run(1, PID, BEGAN);
        Container container =
                switch (state) {
                    case "created" -> made;
                    case "running" -> made.started(new Running(run), 1, 0);
                    case "paused" -> made.started(new Paused(run), 1, 0);
                    case "restarting" -> made.started(new Restarting(LAST, ENDED), 1, 0);
                    case "exited" -> made.started(new Exited(LAST, null), 1, 0);
                    default -> throw new IllegalArgumentException(state);
                };
        rig.rows.put(container);
        return container;
    }

    private void put(Container container, String task) {
        String id = container.id().value();
        switch (task) {
            case "none" -> {}
            case "created" -> rig.tasks.put(new TaskStatus(id, PID, Phase.CREATED, 0, null));
            case "running" -> rig.tasks.put(new TaskStatus(id, PID, Phase.RUNNING, 0, null));
            case "paused" -> rig.tasks.put(new TaskStatus(id, PID, Phase.PAUSED, 0, null));
            case "stopped" -> rig.tasks.put(new TaskStatus(id, PID, Phase.STOPPED, 9, ENDED));
            case "unseen" -> rig.tasks.put(new TaskStatus(id, PID, Phase.STOPPED, 9, ENDED_UNSEEN));
            case "other" -> rig.tasks.put(new TaskStatus(id, 815, Phase.RUNNING, 0, null));
            default -> throw new IllegalArgumentException(task);
        }
    }

    private boolean isAlive(Container container) {
        return rig.tasks
                .get(container.id().value())
                .filter(task -> task.phase() != Phase.STOPPED)
                .isPresent();
    }
}
