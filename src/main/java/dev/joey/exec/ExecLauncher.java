package dev.joey.exec;

import dev.joey.container.ContainerExecs;
import dev.joey.container.spec.ExecSection;
import dev.joey.containerd.Tasks;
import dev.joey.error.EngineException;
import dev.joey.oci.RuntimeSpec.ConsoleSize;
import dev.joey.oci.RuntimeSpec.ProcessSpec;
import dev.joey.stdio.ContainerIo.AttachRequest;
import dev.joey.stdio.ContainerIo.StdioPaths;
import dev.joey.stdio.ExecIo;
import dev.joey.stdio.ExecIo.ExecStdio;
import dev.joey.step.Steps;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** From a stored exec to a running process. */
@ApplicationScoped
class ExecLauncher {
    private static final Logger LOG = Logger.getLogger(ExecLauncher.class);

    private static final int KILL = 9;
    private static final StdioPaths NO_STREAMS = new StdioPaths("", "", "");

    private final ContainerExecs containers;
    private final ExecIo io;
    private final Tasks tasks;
    private final Steps steps;

    ExecLauncher(ContainerExecs containers, ExecIo io, Tasks tasks, Steps steps) {
        this.containers = containers;
        this.io = io;
        this.tasks = tasks;
        this.steps = steps;
    }

    /** Makes the process and lets it run; what was made stays when this throws. */
    void launch(ExecSession session, AttachRequest client, ConsoleSize size) {
        Steps.Walk walk = steps.begin("exec");
        String container = session.container().id().value();
        String id = session.id().value();
        ProcessSpec process = containers.process(session.container(), wish(session, size));
        walk.done("spec");
        StdioPaths paths = NO_STREAMS;
        boolean tty = session.tty();
        if (client != null || tty) {
            // A terminal needs a reader even if nobody looks at it.
            boolean stdin = client != null && client.stdin();
            Runnable closeStdin = () -> tasks.closeStdin(container, id);
            session.open(io.open(new ExecStdio(id, tty, stdin, client, closeStdin)));
            paths = session.streams().paths();
        }
        walk.done("stdio");
        tasks.exec(
                new Tasks.NewExec(
                        container,
                        id,
                        process.toJson(),
                        paths.stdin(),
                        paths.stdout(),
                        paths.stderr(),
                        tty));
        walk.done("made");
        session.runs(tasks.startExec(container, id));
        walk.done("running");
    }

    /** Takes back what a launch made that failed, or that could not be stored. */
    void abandon(ExecSession session) {
        String container = session.container().id().value();
        String id = session.id().value();
        try {
            if (session.pid() != 0) {
                // Its exit event clears it away.
                tasks.killExec(container, id, KILL);
            } else {
                var _ = tasks.deleteExec(container, id);
            }
        } catch (EngineException e) {
            LOG.debugf("exec %s is not cleared away: %s", id, e.getMessage());
        }
        if (session.streams() != null) {
            session.streams().close();
        }
    }

    private static ExecSection.Wish wish(ExecSession session, ConsoleSize size) {
        ExecSpec spec = session.exec().spec();
        return new ExecSection.Wish(
                spec.command(),
                spec.env(),
                spec.user(),
                spec.workingDir(),
                spec.tty(),
                spec.privileged(),
                size);
    }
}
