package dev.joey.container;

import dev.joey.containerd.TaskEvents;
import dev.joey.error.EngineException;
import dev.joey.image.Image;
import dev.joey.network.Attachment;
import dev.joey.network.Networks;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The door of containers: every verb that changes one. References are a name, an id, or a unique
 * prefix of an id.
 */
@ApplicationScoped
public class ContainerManager {
    /** How many made-up names may be taken before that is an error. */
    private static final int MADE_UP_NAMES = 5;

    private final CreateContainer create;
    private final StartContainer start;
    private final StopContainer stop;
    private final RestartContainer restart;
    private final KillContainer kill;
    private final PauseContainer pause;
    private final RenameContainer rename;
    private final RemoveContainer remove;
    private final PruneContainers prune;
    private final ConnectContainer connect;
    private final Networks networks;
    private final RestartSchedule restarts;
    private final Reconciler reconciler;
    private final ExecProcesses execs;
    private final TaskListener listener;
    private final Cleanups cleanups;
    private final ContainerLayers layers;
    private final SecureRandom random = new SecureRandom();

    ContainerManager(
            CreateContainer create,
            StartContainer start,
            StopContainer stop,
            RestartContainer restart,
            KillContainer kill,
            PauseContainer pause,
            RenameContainer rename,
            RemoveContainer remove,
            PruneContainers prune,
            ConnectContainer connect,
            Networks networks,
            RestartSchedule restarts,
            Reconciler reconciler,
            ExecProcesses execs,
            TaskListener listener,
            Cleanups cleanups,
            ContainerLayers layers) {
        this.create = create;
        this.start = start;
        this.stop = stop;
        this.restart = restart;
        this.kill = kill;
        this.pause = pause;
        this.rename = rename;
        this.remove = remove;
        this.prune = prune;
        this.connect = connect;
        this.networks = networks;
        this.restarts = restarts;
        this.reconciler = reconciler;
        this.execs = execs;
        this.listener = listener;
        this.cleanups = cleanups;
        this.layers = layers;
    }

    /**
     * Makes a container.
     *
     * @param name checked already; null for a made-up one
     * @throws EngineException.Conflict if the name or the id is taken
     */
    public Container create(ContainerId id, String name, ContainerSpec spec, Image image) {
        if (name != null) {
            return create.create(id, name, spec, image);
        }
        for (int attempt = 0; ; attempt++) {
            try {
                return create.create(id, ContainerNames.random(random, attempt), spec, image);
            } catch (EngineException.Conflict e) {
                if (attempt == MADE_UP_NAMES) {
                    throw e;
                }
            }
        }
    }

    /**
     * Connects a container to a network.
     *
     * @throws EngineException.NotFound if there is no such container or network
     */
    public void connect(String reference, String network, Attachment.Wish wish) {
        connect.connect(reference, network, wish);
    }

    /**
     * Disconnects a container from a network.
     *
     * @throws EngineException.NotFound if there is no such container or network
     */
    public void disconnect(String reference, String network) {
        connect.disconnect(reference, network);
    }

    /**
     * Starts a container.
     *
     * @throws EngineException.NotModified if it runs
     */
    public void start(String reference) {
        start.start(reference);
    }

    /**
     * Stops a container.
     *
     * @param signal name or number, or null for the container's own
     * @param timeoutSeconds before SIGKILL, -1 for ever, or null for the container's own
     * @throws EngineException.NotModified if it does not run
     */
    public void stop(String reference, String signal, Integer timeoutSeconds)
            throws InterruptedException {
        stop.stop(reference, signal, timeoutSeconds);
    }

    /** Stops a container if it runs, and starts it. Parameters as {@link #stop}. */
    public void restart(String reference, String signal, Integer timeoutSeconds)
            throws InterruptedException {
        restart.restart(reference, signal, timeoutSeconds);
    }

    /**
     * Sends a signal.
     *
     * @param signal name or number; null for SIGKILL
     * @throws EngineException.Conflict if the container does not run
     */
    public void kill(String reference, String signal) throws InterruptedException {
        kill.kill(reference, signal);
    }

    /**
     * Freezes all processes of a container.
     *
     * @throws EngineException.Conflict if it does not run or is frozen
     */
    public void pause(String reference) {
        pause.pause(reference);
    }

    /**
     * Thaws all processes of a container.
     *
     * @throws EngineException.Conflict if it is not frozen
     */
    public void unpause(String reference) {
        pause.unpause(reference);
    }

    /**
     * Gives a container another name.
     *
     * @throws EngineException.Conflict if the name is taken
     */
    public void rename(String reference, String name) {
        rename.rename(reference, name);
    }

    /**
     * Removes a container.
     *
     * @param force kills it first if it runs
     * @param volumes whether volumes that nobody named go with it
     * @throws EngineException.Conflict if it runs and {@code force} is false
     */
    public void remove(String reference, boolean force, boolean volumes)
            throws InterruptedException {
        remove.remove(reference, force, volumes);
    }

    /** Removes all wanted containers that do not run. */
    public Pruned prune(Predicate<Container> wanted) throws InterruptedException {
        return prune.prune(wanted);
    }

    /** Makes rows and containerd agree; done once, before the daemon listens. */
    public void reconcile() {
        networks.reconcile();
        reconciler.atStart();
        execs.atStart();
        layers.reconcile();
    }

    /**
     * Waits until what ended and removed containers left is cleared away, or {@code patience} is
     * over.
     */
    public void awaitCleared(Duration patience) {
        cleanups.awaitAll(patience);
        networks.stop();
    }

    /** What must hear containerd's events. */
    public TaskEvents.Listener taskListener() {
        return listener;
    }

    /** When each container that waits for its restart is due, by id. */
    public Map<String, Instant> pendingRestarts() {
        return restarts.pending();
    }

    /** Starts a container whose restart is due, unless somebody cancelled that. */
    public void startAgain(String id) {
        start.startAgain(new ContainerId(id));
    }

    /** Calls back whenever a container begins to wait for its restart. */
    public void onRestartDue(Runnable nudge) {
        restarts.onChange(nudge);
    }
}
