package dev.joey.container;

import dev.joey.containerd.Containers;
import dev.joey.containerd.Containers.NewContainer;
import dev.joey.containerd.Tasks;
import dev.joey.error.EngineException;
import dev.joey.stdio.ContainerIo;
import dev.joey.stdio.ContainerIo.StdioPaths;
import dev.joey.step.Steps;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** From a stored container to a running process. */
@ApplicationScoped
class TaskLauncher {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ContainerRoots roots;
    private final ContainerRuntime runtime;
    private final ContainerStdio stdio;
    private final ContainerIo io;
    private final Containers containers;
    private final Tasks tasks;
    private final Steps steps;

    TaskLauncher(
            ContainerRoots roots,
            ContainerRuntime runtime,
            ContainerStdio stdio,
            ContainerIo io,
            Containers containers,
            Tasks tasks,
            Steps steps) {
        this.roots = roots;
        this.runtime = runtime;
        this.stdio = stdio;
        this.io = io;
        this.containers = containers;
        this.tasks = tasks;
        this.steps = steps;
    }

    /**
     * Makes the init process, which waits; answers its PID. What was made stays when this throws:
     * see {@link #abandon}.
     */
    long create(Container container, Steps.Walk walk) {
        String id = container.id().value();
        Path root = roots.mount(container);
        walk.done("root");
        NewContainer metadata = runtime.describe(container, root);
        walk.done("spec");
        StdioPaths streams = stdio.open(container);
        walk.done("stdio");
        containers.put(metadata);
        walk.done("metadata");
        boolean tty = container.spec().process().tty();
        long pid =
                createTask(
                        new Tasks.NewTask(
                                id,
                                List.of(),
                                streams.stdin(),
                                streams.stdout(),
                                streams.stderr(),
                                tty));
        io.keep(id);
        walk.done("task-created");
        return pid;
    }

    /** Lets the process run that {@link #create} made. */
    void start(Container container) {
        Steps.Walk walk = steps.begin("start");
        tasks.start(container.id().value());
        walk.done("task-started");
    }

    /**
     * Takes back what an unfinished launch made; the task and the root are cleared with the run.
     */
    void abandon(Container container) {
        io.finish(container.id().value(), PATIENCE);
    }

    private long createTask(Tasks.NewTask task) {
        try {
            return tasks.create(task);
        } catch (EngineException.Conflict _) {
            // Left by an earlier run that could not be cleared.
            var _ = tasks.delete(task.containerId());
            return tasks.create(task);
        } catch (EngineException.Internal e) {
            throw new EngineException.Internal(
                    "failed to create task for container: " + e.getMessage(), e);
        }
    }
}
