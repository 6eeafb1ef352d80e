package dev.joey.exec;

import dev.joey.error.EngineException;
import dev.joey.exec.ExecState.Exited;
import dev.joey.oci.RuntimeSpec.ConsoleSize;
import dev.joey.stdio.ContainerIo.AttachRequest;
import dev.joey.stdio.DetachKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** The door of execs. Their ids are known whole; containers' references are as everywhere. */
@ApplicationScoped
public class ExecManager {
    private final CreateExec create;
    private final StartExec start;
    private final RunExec run;
    private final ResizeExec resize;
    private final ExecRepository rows;
    private final ExecRecords records;
    private final ExecSessions sessions;
    private final ExecRetention retention;

    ExecManager(
            CreateExec create,
            StartExec start,
            RunExec run,
            ResizeExec resize,
            ExecRepository rows,
            ExecRecords records,
            ExecSessions sessions,
            ExecRetention retention) {
        this.create = create;
        this.start = start;
        this.run = run;
        this.resize = resize;
        this.rows = rows;
        this.records = records;
        this.sessions = sessions;
        this.retention = retention;
    }

    /**
     * Makes an exec in a running container.
     *
     * @throws EngineException.NotFound if there is no such container
     * @throws EngineException.Conflict if it does not run
     */
    public ExecId create(String container, ExecSpec spec) {
        return create.create(container, spec);
    }

    /**
     * Sees whether an exec may be started, and keeps others from starting it: {@link #start} or
     * {@link #release} follows.
     *
     * @throws EngineException.NotFound if there is none
     * @throws EngineException.Conflict if it was started before, or its container does not run
     */
    public ExecSession claim(String id) {
        return start.claim(find(id));
    }

    /** Gives a claim back. */
    public void release(ExecSession session) {
        start.release(session);
    }

    /**
     * Starts the process and answers when it runs; with {@code attached} its streams are then at
     * {@link ExecSession#client}.
     *
     * @param size of the terminal; null for the one that create told
     * @throws EngineException if it cannot run; why is also in the exec's exit code, 126 or 127
     */
    public void start(ExecSession session, boolean attached, ConsoleSize size) {
        ExecSpec spec = session.exec().spec();
        AttachRequest client =
                attached
                        ? new AttachRequest(
                                spec.stdin(),
                                spec.stdout(),
                                spec.stderr(),
                                DetachKeys.parse(spec.detachKeys()))
                        : null;
        start.start(session, client, size == null ? ExecWire.size(spec.consoleSize()) : size);
    }

    /**
     * Runs a command in a running container to its end, which is that of an exec as any other, with
     * its row and its events.
     *
     * @param patience after which the process is killed
     * @param mostBytes of output that are kept; what comes after is read and thrown away
     * @throws EngineException as {@link #create} and {@link #start}
     */
    public ExecOutcome run(String container, ExecSpec spec, Duration patience, int mostBytes)
            throws InterruptedException {
        return run.run(container, spec, patience, mostBytes);
    }

    /** Tells that a client left by its detach keys. */
    public void detached(ExecSession session) {
        records.detached(session.container(), session.exec());
    }

    /**
     * Sets the size of an exec's terminal; waits some seconds for an exec that is not started yet.
     *
     * @param width in cells, 0 to 65535
     * @param height in cells, 0 to 65535
     */
    public void resize(String id, int width, int height) throws InterruptedException {
        resize.resize(find(id), width, height);
    }

    /** An exec as it is now. */
    ExecView inspect(String id) {
        // The session first: it goes when the row is right, so whoever finds none reads the truth.
        Optional<ExecSession> session = ExecId.parse(id).flatMap(sessions::find);
        Exec exec = find(id);
        long pid = 0;
        if (session.isPresent()) {
            exec = session.get().now(exec);
            pid = session.get().pid();
        }
        if (exec.state() instanceof Exited ended) {
            retention.lookedAt(exec.id());
            pid = ended.pid();
        }
        return new ExecView(exec, pid);
    }

    private Exec find(String id) {
        return ExecId.parse(id)
                .flatMap(rows::find)
                .orElseThrow(() -> new EngineException.NotFound("No such exec instance: " + id));
    }
}
