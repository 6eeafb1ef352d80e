package dev.joey.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.containerd.Tasks.Phase;
import dev.joey.containerd.Tasks.TaskStatus;
import dev.joey.error.EngineException;
import dev.joey.exec.ExecState.Created;
import dev.joey.exec.ExecState.Exited;
import dev.joey.exec.ExecState.Running;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ExecExitsTest {
    private final ExecRig rig = new ExecRig();

    @AfterEach
    void end() {
        rig.close();
    }

    private int code(ExecSession session) {
        return assertInstanceOf(Exited.class, rig.state(session.id().value())).code();
    }

    @Test
    void anEndIsHandledOnce() {
        ExecSession session = rig.started("true");
        rig.ends(session, 3);
        rig.exits.end(session, 4, rig.containers.clock.instant());
        rig.exits.exited(rig.web, session.id().value(), 5, rig.containers.clock.instant());
        rig.exits.exited(rig.web, "not-ours", 5, rig.containers.clock.instant());

        assertEquals(3, code(session));
        assertEquals(1, rig.actions().stream().filter("exec_die"::equals).count());
    }

    @Test
    void anEndBetweenTwoLooksOfAnInspectIsNotMissed() {
        ExecSession session = rig.started("true");
        rig.rows.afterNextFind(() -> rig.ends(session, 3));

        assertEquals(3, code(session));
    }

    @Test
    void whatDiesWithItsContainerIsKilledUnlessMoreIsKnown() {
        ExecSession seen = rig.started("one");
        ExecSession unseen = rig.started("two");
        var _ = rig.tasks.endExec(seen.id().value(), 9, rig.containers.clock.instant());

        rig.exits.runEnded(seen.exec().container());

        assertEquals(9, code(seen));
        assertEquals(137, code(unseen));
        assertEquals(Set.of(), rig.io.open());
    }

    @Test
    void whatWasMissedIsFoundLater() {
        ExecSession ended = rig.started("one");
        ExecSession gone = rig.started("two");
        ExecSession runs = rig.started("three");
        var _ = rig.tasks.endExec(ended.id().value(), 9, rig.containers.clock.instant());
        var _ = rig.tasks.deleteExec(rig.web, gone.id().value());

        rig.exits.catchUp();

        assertEquals(9, code(ended));
        assertEquals(137, code(gone));
        assertInstanceOf(Running.class, rig.state(runs.id().value()));
    }

    @Test
    void aFullDiskDelaysAnEndButLosesNone() {
        ExecSession session = rig.started("true");
        rig.rows.failNextWrites(1);
        rig.ends(session, 4);

        assertEquals(4, code(session));
    }

    @Test
    void theNextDaemonFindsWhatTheDeadOneLeft() {
        String never = rig.created("never");
        String running = left("running", Phase.RUNNING, 0);
        String ended = left("ended", Phase.STOPPED, 6);
        String lost = left("lost", null, 0);
        String cutOff = left("cut off", Phase.CREATED, 0);
        rig.io.leave(running);
        rig.io.leave("f".repeat(64));

        rig.exits.atStart();

        assertInstanceOf(Created.class, rig.state(never));
        assertInstanceOf(Running.class, rig.state(running));
        assertEquals(4711, rig.view(running).pid());
        assertEquals(Set.of(running), rig.io.open());
        assertEquals(Set.of(running), rig.io.present());
        assertEquals(6, assertInstanceOf(Exited.class, rig.state(ended)).code());
        assertEquals(255, assertInstanceOf(Exited.class, rig.state(lost)).code());
        assertEquals(255, assertInstanceOf(Exited.class, rig.state(cutOff)).code());
        rig.ends(rig.sessions.find(new ExecId(running)).orElseThrow(), 8);
        assertEquals(8, assertInstanceOf(Exited.class, rig.state(running)).code());
    }

    /** Of a start that a dead daemon has stored. */
    private String left(String command, Phase phase, int code) {
        String id = rig.created(command);
        Exec exec = rig.view(id).exec();
        rig.rows.save(exec.in(new Running()));
        if (phase != null) {
            rig.tasks.putExec(
                    id, new TaskStatus(rig.web, 4711, phase, code, rig.containers.clock.instant()));
        }
        return id;
    }

    @Test
    void aStartThatTheDeadDaemonCouldNotStoreIsAdopted() {
        String id = rig.created("sleep");
        rig.tasks.putExec(id, new TaskStatus(rig.web, 4711, Phase.RUNNING, 0, null));

        rig.exits.atStart();

        assertInstanceOf(Running.class, rig.state(id));
        assertEquals(List.of("exec_create: sleep ", "exec_start: sleep "), rig.actions());
    }

    @Test
    void whatEndedGoesSomeMinutesAfterTheFirstLook() {
        ExecSession session = rig.started("true");
        String id = session.id().value();
        var _ = rig.view(id);
        rig.ends(session, 0);
        rig.containers.clock.advance(Duration.ofMinutes(10));
        rig.retention.sweep();
        var _ = rig.view(id);
        rig.containers.clock.advance(Duration.ofMinutes(4));
        rig.retention.sweep();
        var _ = rig.view(id);
        rig.containers.clock.advance(Duration.ofMinutes(1));
        rig.retention.sweep();

        assertThrows(EngineException.NotFound.class, () -> rig.view(id));
    }

    @Test
    void whatNobodyAsksAboutGoesAfterAnHour() {
        ExecSession session = rig.started("true");
        String never = rig.created("never");
        rig.ends(session, 0);
        rig.containers.clock.advance(Duration.ofMinutes(61));
        rig.retention.sweep();

        assertThrows(EngineException.NotFound.class, () -> rig.view(session.id().value()));
        assertInstanceOf(Created.class, rig.state(never));
        rig.containers.clock.advance(Duration.ofHours(24));
        rig.retention.sweep();
        assertThrows(EngineException.NotFound.class, () -> rig.view(never));
    }

    @Test
    void aSizeWaitsForTheStart() throws Exception {
        String id = rig.created("true");
        Thread resizing =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                rig.manager.resize(id, 99, 33);
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        });
        ExecSession session = rig.manager.claim(id);
        rig.manager.start(session, true, null);
        resizing.join();

        assertEquals(1, rig.tasks.calls().stream().filter(call -> call.endsWith(" 99x33")).count());
        rig.ends(session, 0);
        assertThrows(EngineException.Conflict.class, () -> rig.manager.resize(id, 99, 33));
    }
}
