package dev.joey.exec;

import dev.joey.containerd.Tasks;
import dev.joey.error.EngineException;
import dev.joey.exec.ExecState.Exited;
import dev.joey.stdio.Attachment;
import dev.joey.stdio.ContainerIo.AttachRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Runs a command in a container to its end. */
@ApplicationScoped
class RunExec {
    private static final Logger LOG = Logger.getLogger(RunExec.class);

    private static final int KILL = 9;
    private static final int KILLED = 137;

    /** For the end of what was killed to be told. */
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private final CreateExec create;
    private final StartExec start;
    private final ExecRepository rows;
    private final Tasks tasks;

    RunExec(CreateExec create, StartExec start, ExecRepository rows, Tasks tasks) {
        this.create = create;
        this.start = start;
        this.rows = rows;
        this.tasks = tasks;
    }

    ExecOutcome run(String container, ExecSpec spec, Duration patience, int mostBytes)
            throws InterruptedException {
        ExecId id = create.create(container, spec);
        Exec made =
                rows.find(id)
                        .orElseThrow(
                                () ->
                                        new EngineException.NotFound(
                                                "No such container: " + container));
        ExecSession session = start.claim(made);
        start.start(session, new AttachRequest(false, true, true, new byte[0]), null);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean timedOut = new AtomicBoolean();
        Thread _ = Thread.startVirtualThread(() -> watch(session, patience, ended, timedOut));
        try (Attachment output = session.client()) {
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            boolean truncated = keep(output, kept, mostBytes);
            Exited how = session.exit();
            return new ExecOutcome(
                    how == null ? KILLED : how.code(),
                    kept.toByteArray(),
                    truncated,
                    timedOut.get());
        } finally {
            ended.countDown();
        }
    }

    /** Reads to the end; whether there was more than is kept. */
    private static boolean keep(Attachment output, ByteArrayOutputStream kept, int mostBytes)
            throws InterruptedException {
        boolean truncated = false;
        for (Attachment.Piece piece = output.next(); piece != null; piece = output.next()) {
            int room = Math.min(piece.bytes().length, mostBytes - kept.size());
            kept.write(piece.bytes(), 0, room);
            truncated |= room < piece.bytes().length;
        }
        return truncated;
    }

    private void watch(
            ExecSession session, Duration patience, CountDownLatch ended, AtomicBoolean timedOut) {
        try {
            if (ended.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
            timedOut.set(true);
            kill(session);
            if (!ended.await(AFTER_KILL.toNanos(), TimeUnit.NANOSECONDS)) {
                session.client().close();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void kill(ExecSession session) {
        try {
            tasks.killExec(session.container().id().value(), session.id().value(), KILL);
        } catch (EngineException e) {
            LOG.debugf("exec %s is not killed: %s", session.id(), e.getMessage());
        }
    }
}
