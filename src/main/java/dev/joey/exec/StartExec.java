package dev.joey.exec;

import dev.joey.container.Container;
import dev.joey.container.ContainerExecs;
import dev.joey.container.StartFailures;
import dev.joey.error.EngineException;
import dev.joey.exec.ExecState.Created;
import dev.joey.exec.ExecState.Exited;
import dev.joey.exec.ExecState.Running;
import dev.joey.oci.RuntimeSpec.ConsoleSize;
import dev.joey.stdio.ContainerIo.AttachRequest;
import dev.joey.step.Steps;
import dev.joey.step.Together;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * Starts an exec, once: first the claim, which refuses what must be refused before a connection is
 * taken over, then the start itself.
 */
@ApplicationScoped
class StartExec {
    /** The code of a process that could not be started for a reason that is not the command's. */
    private static final int CANNOT_INVOKE = 126;

    private final ExecRepository rows;
    private final ExecRecords records;
    private final ExecSessions sessions;
    private final ContainerExecs containers;
    private final ExecLauncher launcher;
    private final Clock clock;
    private final Steps steps;

    StartExec(
            ExecRepository rows,
            ExecRecords records,
            ExecSessions sessions,
            ContainerExecs containers,
            ExecLauncher launcher,
            Clock clock,
            Steps steps) {
        this.rows = rows;
        this.records = records;
        this.sessions = sessions;
        this.containers = containers;
        this.launcher = launcher;
        this.clock = clock;
        this.steps = steps;
    }

    /** Sees whether the exec may be started now, and keeps others from it. */
    ExecSession claim(Exec known) {
        Container container = containers.running(known.container().value());
        ExecSession session = sessions.claim(known, container);
        try {
            // Looked at once more, now that nobody else starts it.
            return switch (rows.find(known.id()).orElse(known).state()) {
                case Created _ -> session;
                case Running _ -> throw ExecSessions.alreadyRunning(known.id());
                case Exited _ -> throw ExecSessions.alreadyRan(known.id());
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
            Together.run(() -> store(session), () -> launcher.launch(session, client, size));
            session.settled(true);
        } catch (RuntimeException e) {
            throw failed(session, e);
        }
    }

    private void store(ExecSession session) {
        Steps.Walk walk = steps.begin("exec");
        records.started(session.container(), session.exec());
        walk.done("stored");
    }

    private RuntimeException failed(ExecSession session, RuntimeException cause) {
        boolean byRuntime = cause instanceof EngineException.Internal;
        int code = byRuntime ? StartFailures.of(cause).code() : CANNOT_INVOKE;
        try {
            launcher.abandon(session);
            records.failed(session.exec(), new Exited(code, session.pid(), clock.instant()));
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        } finally {
            release(session);
        }
        return byRuntime ? StartFailures.answer(StartFailures.of(cause), cause) : cause;
    }
}
