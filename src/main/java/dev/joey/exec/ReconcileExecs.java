package dev.joey.exec;

import dev.joey.container.Container;
import dev.joey.container.ContainerExecs;
import dev.joey.containerd.Tasks;
import dev.joey.containerd.Tasks.Phase;
import dev.joey.containerd.Tasks.TaskStatus;
import dev.joey.error.EngineException;
import dev.joey.exec.ExecState.Created;
import dev.joey.exec.ExecState.Exited;
import dev.joey.stdio.ExecIo;
import dev.joey.stdio.ExecIo.ExecStdio;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Makes the rows of execs agree with what containerd has of them, when the daemon starts. Their
 * clients went with the dead daemon: what runs is left running, its input ends, and its output is
 * thrown away.
 */
@ApplicationScoped
class ReconcileExecs {
    private static final Logger LOG = Logger.getLogger(ReconcileExecs.class);

    /** What is said of a process whose end nobody saw. */
    private static final int UNKNOWN_EXIT = 255;

    private final ExecRepository rows;
    private final ExecRecords records;
    private final ExecSessions sessions;
    private final ContainerExecs containers;
    private final ExecIo io;
    private final Tasks tasks;
    private final Clock clock;

    ReconcileExecs(
            ExecRepository rows,
            ExecRecords records,
            ExecSessions sessions,
            ContainerExecs containers,
            ExecIo io,
            Tasks tasks,
            Clock clock) {
        this.rows = rows;
        this.records = records;
        this.sessions = sessions;
        this.containers = containers;
        this.io = io;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** After the containers agree, before anyone can call. */
    void atStart() {
        Set<String> streams = io.present();
        for (Exec exec : rows.unfinished()) {
            try {
                agree(exec, streams.contains(exec.id().value()));
            } catch (RuntimeException e) {
                LOG.errorf(e, "exec %s could not be restored", exec.id());
            }
        }
        for (String id : streams) {
            if (ExecId.parse(id).flatMap(sessions::find).isEmpty()) {
                io.remove(id);
            }
        }
    }

    private void agree(Exec exec, boolean hasStreams) {
        Optional<Container> container = containers.find(exec.container());
        if (container.isEmpty()) {
            return;
        }
        TaskStatus status =
                container.get().run().isEmpty()
                        ? null
                        : tasks.getExec(exec.container().value(), exec.id().value()).orElse(null);
        switch (status == null ? Phase.UNKNOWN : status.phase()) {
            case RUNNING, PAUSED -> adopt(exec, container.get(), status, hasStreams);
            case STOPPED -> {
                ended(exec, container.get(), status.exitCode());
                clear(exec);
            }
            case CREATED, UNKNOWN -> {
                // Nobody is there any more for whom a start that was cut off would be finished.
                if (!(exec.state() instanceof Created) || status != null) {
                    ended(exec, container.get(), UNKNOWN_EXIT);
                    clear(exec);
                }
            }
        }
    }

    private void adopt(Exec exec, Container container, TaskStatus status, boolean hasStreams) {
        ExecSpec spec = exec.spec();
        String id = exec.id().value();
        if (exec.state() instanceof Created) {
            records.started(container, exec);
        }
        ExecSession session = sessions.claim(exec, container);
        if (hasStreams) {
            session.open(io.open(new ExecStdio(id, spec.tty(), false, null, () -> {})));
        }
        session.runs(status.pid());
        session.settled(true);
        if (spec.stdin()) {
            try {
                tasks.closeStdin(container.id().value(), id);
            } catch (EngineException e) {
                LOG.debugf("the input of exec %s is not closed: %s", id, e.getMessage());
            }
        }
    }

    private void ended(Exec exec, Container container, int code) {
        records.exited(container, exec, new Exited(code, 0, clock.instant()));
    }

    private void clear(Exec exec) {
        try {
            var _ = tasks.deleteExec(exec.container().value(), exec.id().value());
        } catch (EngineException e) {
            LOG.debugf("exec %s is not cleared away: %s", exec.id(), e.getMessage());
        }
    }
}
