package dev.joey.exec;

import dev.joey.container.ContainerRig;
import dev.joey.db.Transactions;
import dev.joey.step.Steps;
import dev.joey.testing.FakeExecIo;
import dev.joey.testing.FakeTasks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The real verbs of execs over rows, a containerd and streams that are in memory. */
final class ExecRig implements AutoCloseable {
    final ContainerRig containers = new ContainerRig();
    final FakeTasks tasks = containers.tasks();
    final MemoryExecRepository rows = new MemoryExecRepository();
    final FakeExecIo io = new FakeExecIo();
    private final Steps steps = new Steps(new SimpleMeterRegistry(), Optional.empty());
    final ExecSessions sessions = new ExecSessions();
    final ExecRecords records =
            new ExecRecords(
                    rows,
                    containers.forExecs(),
                    new Transactions() {
                        @Override
                        public <T> T call(Supplier<T> work) {
                            return work.get();
                        }
                    });
    final ExecExits exits =
            new ExecExits(
                    rows,
                    records,
                    sessions,
                    tasks,
                    containers.clock,
                    steps,
                    new ReconcileExecs(
                            rows,
                            records,
                            sessions,
                            containers.forExecs(),
                            io,
                            tasks,
                            containers.clock));
    final ExecRetention retention = new ExecRetention(rows, containers.clock);
    private final CreateExec create =
            new CreateExec(containers.forExecs(), records, containers.clock);
    private final StartExec start =
            new StartExec(
                    rows,
                    records,
                    sessions,
                    containers.forExecs(),
                    new ExecLauncher(containers.forExecs(), io, tasks, steps),
                    containers.clock,
                    steps);
    final ExecManager manager =
            new ExecManager(
                    create,
                    start,
                    new RunExec(create, start, rows, tasks),
                    new ResizeExec(containers.forExecs(), sessions, tasks),
                    rows,
                    records,
                    sessions,
                    retention);

    /** A running container. */
    final String web = containers.running("web");

    static ExecSpec spec(boolean tty, String... command) {
        return new ExecSpec(
                List.of(command), List.of(), "", "", tty, false, true, true, true, "", null);
    }

    String created(String... command) {
        return manager.create("web", spec(false, command)).value();
    }

    /** Makes and starts one. */
    ExecSession started(String... command) {
        ExecSession session = manager.claim(created(command));
        manager.start(session, true, null);
        return session;
    }

    /** Lets the process end, and that be known when this returns. */
    void ends(ExecSession session, int code) {
        var _ = tasks.endExec(session.id().value(), code, containers.clock.instant());
        exits.end(session, code, containers.clock.instant());
    }

    ExecView view(String id) {
        return manager.inspect(id);
    }

    ExecState state(String id) {
        return view(id).exec().state();
    }

    /** The actions of events since the container runs. */
    List<String> actions() {
        return containers.journal().actions().stream()
                .filter(action -> action.startsWith("exec"))
                .toList();
    }

    @Override
    public void close() {
        containers.close();
    }
}
