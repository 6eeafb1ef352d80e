package dev.joey.exec;

import dev.joey.container.ContainerExecs;
import dev.joey.containerd.Tasks;
import dev.joey.error.EngineException;
import dev.joey.exec.ExecState.Exited;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Sets the size of an exec's terminal. */
@ApplicationScoped
class ResizeExec {
    /** Clients send the size right behind the start, sometimes before it. Source: dockerd. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ContainerExecs containers;
    private final ExecSessions sessions;
    private final Tasks tasks;

    ResizeExec(ContainerExecs containers, ExecSessions sessions, Tasks tasks) {
        this.containers = containers;
        this.sessions = sessions;
        this.tasks = tasks;
    }

    void resize(Exec exec, int width, int height) throws InterruptedException {
        var _ = containers.running(exec.container().value());
        if (exec.state() instanceof Exited) {
            throw new EngineException.Conflict("exec " + exec.id() + " is not running");
        }
        ExecSession session =
                sessions.await(exec.id(), PATIENCE)
                        .orElseThrow(
                                () ->
                                        new EngineException.Internal(
                                                "timeout waiting for exec session ready", null));
        if (!session.awaitStart(PATIENCE)) {
            throw new EngineException.InvalidParameter("exec process is not started");
        }
        tasks.resize(exec.container().value(), exec.id().value(), width, height);
    }
}
