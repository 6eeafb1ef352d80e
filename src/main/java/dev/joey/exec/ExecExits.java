package dev.joey.exec;

import dev.joey.container.ContainerId;
import dev.joey.container.ExecProcesses;
import dev.joey.containerd.Tasks;
import dev.joey.containerd.Tasks.Phase;
import dev.joey.containerd.Tasks.TaskStatus;
import dev.joey.error.EngineException;
import dev.joey.exec.ExecState.Exited;
import dev.joey.step.Steps;
import dev.joey.step.Together;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** What follows when the process of an exec ends. */
@ApplicationScoped
class ExecExits implements ExecProcesses {
    private static final Logger LOG = Logger.getLogger(ExecExits.class);

    /** Of what died with its container, unseen: the kernel kills all of a PID namespace. */
    private static final int KILLED = 137;

    /** For output that a background process holds open. Source: dockerd. */
    private static final Duration OUTPUT = Duration.ofSeconds(2);

    /** More than containerd takes for a start. */
    private static final Duration START = Duration.ofMinutes(2);

    /** Between two tries to store an end: a full disk gets room again. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ExecRepository rows;
    private final ExecRecords records;
    private final ExecSessions sessions;
    private final Tasks tasks;
    private final Clock clock;
    private final Steps steps;
    private final ReconcileExecs reconcile;

    ExecExits(
            ExecRepository rows,
            ExecRecords records,
            ExecSessions sessions,
            Tasks tasks,
            Clock clock,
            Steps steps,
            ReconcileExecs reconcile) {
        this.rows = rows;
        this.records = records;
        this.sessions = sessions;
        this.tasks = tasks;
        this.clock = clock;
        this.steps = steps;
        this.reconcile = reconcile;
    }

    @Override
    public void exited(String containerId, String execId, int code, Instant at) {
        ExecId.parse(execId)
                .ifPresent(
                        id -> {
                            Thread _ =
                                    Thread.startVirtualThread(
                                            () -> exited(containerId, id, code, at));
                        });
    }

    private void exited(String containerId, ExecId id, int code, Instant at) {
        Optional<ExecSession> session = sessions.find(id);
        if (session.isPresent()) {
            end(session.get(), code, at);
        } else if (rows.find(id).isPresent()) {
            // Its start was given up, or it was handled before.
            clear(containerId, id);
        }
    }

    @Override
    public void runEnded(ContainerId id) {
        for (ExecSession session : sessions.of(id)) {
            Optional<TaskStatus> last = last(session);
            end(
                    session,
                    last.map(TaskStatus::exitCode).orElse(KILLED),
                    last.map(TaskStatus::exitedAt).orElseGet(clock::instant));
        }
    }

    @Override
    public void atStart() {
        reconcile.atStart();
    }

    @Override
    public void catchUp() {
        for (ExecSession session : sessions.all()) {
            if (session.pid() == 0) {
                continue;
            }
            Optional<TaskStatus> present =
                    tasks.getExec(session.container().id().value(), session.id().value());
            if (present.isEmpty()) {
                end(session, KILLED, clock.instant());
            } else if (present.get().phase() == Phase.STOPPED) {
                end(session, present.get().exitCode(), present.get().exitedAt());
            }
        }
    }

    @Override
    public List<String> unfinished(ContainerId id) {
        // Before the rows: a session goes when its row is right.
        Set<String> over =
                sessions.of(id).stream()
                        .filter(session -> session.exit() != null)
                        .map(session -> session.id().value())
                        .collect(Collectors.toSet());
        return rows.unfinished(id).stream().filter(exec -> !over.contains(exec)).toList();
    }

    /**
     * Handles the end of a process that was started; a second time does nothing. The client is told
     * when its output is read, without waiting for the disk: until the row says so the end can be
     * asked of containerd again.
     */
    void end(ExecSession session, int code, Instant at) {
        Exited how = new Exited(code, session.pid(), at);
        if (!session.awaitStart(START) || !session.ended(how)) {
            return;
        }
        Steps.Walk walk = steps.begin("exec-exit");
        Together.run(() -> store(session, how), () -> drain(session));
        walk.done("stored");
        sessions.release(session);
        clear(session.container().id().value(), session.id());
        walk.done("cleared");
    }

    private void drain(ExecSession session) {
        if (session.streams() != null) {
            Steps.Walk walk = steps.begin("exec-exit");
            session.streams().drain(OUTPUT);
            session.streams().close();
            walk.done("output");
        }
    }

    /** An end is told once only: it must not be lost because the disk is full. */
    private void store(ExecSession session, Exited how) {
        while (true) {
            try {
                records.exited(session.container(), session.exec(), how);
                return;
            } catch (EngineException.Unavailable e) {
                LOG.errorf("cannot store the end of an exec yet: %s", e.getMessage());
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Optional<TaskStatus> last(ExecSession session) {
        try {
            return tasks.getExec(session.container().id().value(), session.id().value())
                    .filter(status -> status.phase() == Phase.STOPPED);
        } catch (EngineException e) {
            LOG.debugf("the end of exec %s stays unknown: %s", session.id(), e.getMessage());
            return Optional.empty();
        }
    }

    private void clear(String container, ExecId id) {
        try {
            var _ = tasks.deleteExec(container, id.value());
        } catch (EngineException e) {
            // It goes with the container's task.
            LOG.debugf("exec %s is not cleared away: %s", id, e.getMessage());
        }
    }
}
