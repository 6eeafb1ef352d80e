package dev.joey.container;

import dev.joey.containerd.Tasks;
import dev.joey.error.EngineException;
import dev.joey.stdio.Attachment;
import dev.joey.stdio.ContainerIo;
import dev.joey.stdio.ContainerIo.AttachRequest;
import dev.joey.stdio.Logs;
import dev.joey.stdio.Logs.LogCursor;
import dev.joey.stdio.Logs.LogQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;

/**
 * What can be seen and typed of a container: attachments, logs, the terminal's size, and its end.
 */
@ApplicationScoped
public class ContainerStreams {
    private final LockedContainers locked;
    private final ContainerRepository rows;
    private final ContainerIo io;
    private final Logs logs;
    private final ContainerFiles files;
    private final Tasks tasks;
    private final ExitWaiters waiters;

    ContainerStreams(
            LockedContainers locked,
            ContainerRepository rows,
            ContainerIo io,
            Logs logs,
            ContainerFiles files,
            Tasks tasks,
            ExitWaiters waiters) {
        this.locked = locked;
        this.rows = rows;
        this.io = io;
        this.logs = logs;
        this.files = files;
        this.tasks = tasks;
        this.waiters = waiters;
        io.onStdinClosed(id -> tasks.closeStdin(id, ""));
    }

    /** Which container a reference means. */
    public Container get(String reference) {
        return locked.lookUp(reference);
    }

    /**
     * Says, before a connection is taken over, whether a container can be attached to.
     *
     * @throws EngineException.Conflict if it is paused or restarting
     */
    public void checkAttachable(Container container) {
        switch (container.state()) {
            case ContainerState.Paused _ ->
                    throw new EngineException.Conflict(
                            "container "
                                    + container.id()
                                    + " is paused, unpause the container before attach");
            case ContainerState.Restarting _ ->
                    throw new EngineException.Conflict(
                            "container "
                                    + container.id()
                                    + " is restarting, wait until the container is running");
            case ContainerState.Created _, ContainerState.Running _, ContainerState.Exited _ -> {}
        }
    }

    /** Connects a client to the streams. */
    public Attachment attach(Container container, AttachRequest request) {
        Attachment attachment = io.attach(container.id().value(), request);
        locked.tell(container, "attach", Map.of());
        return attachment;
    }

    /** Tells that a client left by its detach keys. */
    public void detached(Container container) {
        locked.tell(container, "detach", Map.of());
    }

    /**
     * Opens the log.
     *
     * @throws EngineException.NotImplemented if its driver cannot be read
     */
    public LogCursor logs(
            Container container,
            boolean stdout,
            boolean stderr,
            Instant since,
            Instant until,
            long tail,
            boolean follow) {
        ContainerId id = container.id();
        LogQuery query = new LogQuery(stdout, stderr, since, until, tail, follow, () -> lives(id));
        ContainerSpec.LogConfig log = container.spec().host().log();
        return logs.read(log.driver(), log.options(), files.log(id), query);
    }

    /**
     * Sets the terminal's size.
     *
     * @param width in cells, 0 to 65535
     * @param height in cells, 0 to 65535
     * @throws EngineException.Conflict if the container does not run
     */
    public void resize(String reference, int width, int height) {
        Container container = locked.lookUp(reference);
        if (container.run().isEmpty()) {
            throw new EngineException.Conflict("container " + container.id() + " is not running");
        }
        tasks.resize(container.id().value(), "", width, height);
        locked.tell(
                container,
                "resize",
                Map.of("height", Integer.toString(height), "width", Integer.toString(width)));
    }

    /**
     * Begins to wait for a container's end, as {@code condition} says; closing the result gives up.
     */
    public EndWait await(String reference, EndCondition condition) {
        Container container = locked.lookUp(reference);
        ExitWaiters.Waiter waiter =
                waiters.register(
                        container.id(),
                        condition == EndCondition.REMOVED
                                ? ExitWaiters.Until.REMOVED
                                : ExitWaiters.Until.EXITED);
        Container now = rows.find(container.id()).orElse(null);
        boolean over =
                now == null
                        || (condition == EndCondition.NOT_RUNNING
                                && now.run().isEmpty()
                                && !(now.state() instanceof ContainerState.Restarting));
        return new EndWait(waiter, over ? (now == null ? container : now).exitCode() : null);
    }

    private boolean lives(ContainerId id) {
        return rows.find(id)
                .filter(
                        now ->
                                now.run().isPresent()
                                        || now.state() instanceof ContainerState.Restarting)
                .isPresent();
    }

    /** What {@code wait} waits for. Source: Docker's wait conditions. */
    public enum EndCondition {
        NOT_RUNNING,
        NEXT_EXIT,
        REMOVED
    }

    /** A wait that was begun. */
    public static final class EndWait implements AutoCloseable {
        private final ExitWaiters.Waiter waiter;
        private final Integer known;

        private EndWait(ExitWaiters.Waiter waiter, Integer known) {
            this.waiter = waiter;
            this.known = known;
        }

        /** Ends {@link #code} at once, with -1. */
        public void giveUp() {
            waiter.giveUp();
        }

        /** Waits; answers the exit code, 0 to 255. */
        public int code() throws InterruptedException {
            return known != null ? known : waiter.await();
        }

        @Override
        public void close() {
            waiter.close();
        }
    }
}
