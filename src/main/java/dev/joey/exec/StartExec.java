package dev.joey.exec;

import dev.joey.container.Container;
import dev.joey.container.ContainerExecs;
import dev.joey.container.StartFailures;
import dev.joey.container.spec.ExecSection;
import dev.joey.containerd.Tasks;
import dev.joey.error.EngineException;
import dev.joey.exec.ExecState.Created;
import dev.joey.exec.ExecState.Exited;
import dev.joey.exec.ExecState.Running;
import dev.joey.oci.RuntimeSpec.ConsoleSize;
import dev.joey.oci.RuntimeSpec.ProcessSpec;
import dev.joey.stdio.ContainerIo.AttachRequest;
import dev.joey.stdio.ContainerIo.StdioPaths;
import dev.joey.stdio.ExecIo;
import dev.joey.stdio.ExecIo.ExecStdio;
import dev.joey.step.Together;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Starts an exec, once: first the claim, which refuses what must be refused before a connection is
 * taken over, then the start itself.
 */
@ApplicationScoped
class StartExec {
    private static final Logger LOG = Logger.getLogger(StartExec.class);

    /** The code of a process that could not be started for a reason that is not the command's. */
    private static final int CANNOT_INVOKE = 126;

    private static final int KILL = 9;
    private static final StdioPaths NO_STREAMS = new StdioPaths("", "", "");

    private final ExecRepository rows;
    private final ExecRecords records;
    private final ExecSessions sessions;
    private final ContainerExecs containers;
    private final ExecIo io;
    private final Tasks tasks;
    private final Clock clock;

    StartExec(
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

    /** Sees whether the exec may be started now, and keeps others from it. */
    ExecSession claim(Exec known) {
        Container container = containers.running(known.container().value());
        ExecSession session = sessions.claim(known, container);
        try {
            // Once more, now that nobody else starts it.
            return switch (rows.find(known.id()).orElse(known).state()) {
                case Created _ -> session;
                case Running _ -> throw ExecSessions.alreadyRunning(known.id());
                case Exited _ ->
                        throw new EngineException.Conflict(
                                "Error: Exec command " + known.id() + " has already run");
            };
        } catch (RuntimeException e) {
            sessions.release(session);
            throw e;
        }
    }

    /** Gives a claim back that nothing came of. */
    void release(ExecSession session) {
        session.settled(false);
        sessions.release(session);
    }

    /**
     * Starts what was claimed.
     *
     * @param client null if it shall run without one
     * @param size of the terminal, or null
     */
    void start(ExecSession session, AttachRequest client, ConsoleSize size) {
        try {
            // A daemon that dies between the two leaves a process that the next one finds.
            Together.run(
                    () -> records.started(session.container(), session.exec()),
                    () -> launch(session, client, size));
            session.settled(true);
        } catch (RuntimeException e) {
            throw failed(session, e);
        }
    }

    private void launch(ExecSession session, AttachRequest client, ConsoleSize size) {
        ExecSpec spec = session.exec().spec();
        String container = session.container().id().value();
        String id = session.id().value();
        ProcessSpec process =
                containers.process(
                        session.container(),
                        new ExecSection.Wish(
                                spec.command(),
                                spec.env(),
                                spec.user(),
                                spec.workingDir(),
                                spec.tty(),
                                spec.privileged(),
                                size));
        StdioPaths paths = NO_STREAMS;
        if (client != null || spec.tty()) {
            // A terminal needs a reader even if nobody looks at it.
            session.open(
                    io.open(
                            new ExecStdio(
                                    id,
                                    spec.tty(),
                                    client != null && client.stdin(),
                                    client,
                                    () -> tasks.closeStdin(container, id))));
            paths = session.streams().paths();
        }
        tasks.exec(
                new Tasks.NewExec(
                        container,
                        id,
                        process.toJson(),
                        paths.stdin(),
                        paths.stdout(),
                        paths.stderr(),
                        spec.tty()));
        session.runs(tasks.startExec(container, id));
    }

    private RuntimeException failed(ExecSession session, RuntimeException cause) {
        boolean byRuntime = cause instanceof EngineException.Internal;
        int code = byRuntime ? StartFailures.of(cause).code() : CANNOT_INVOKE;
        boolean ran = session.pid() != 0;
        try {
            if (ran) {
                // It runs, but that could not be stored. Its exit event clears it away.
                tasks.killExec(session.container().id().value(), session.id().value(), KILL);
            } else {
                clear(session);
            }
            if (session.streams() != null) {
                session.streams().close();
            }
            records.failed(session.exec(), new Exited(code, session.pid(), clock.instant()));
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        } finally {
            release(session);
        }
        return byRuntime ? StartFailures.answer(StartFailures.of(cause), cause) : cause;
    }

    private void clear(ExecSession session) {
        try {
            var _ = tasks.deleteExec(session.container().id().value(), session.id().value());
        } catch (EngineException e) {
            LOG.debugf("exec %s is not cleared away: %s", session.id(), e.getMessage());
        }
    }
}
