package dev.joey;

import dev.joey.config.LiveConfig;
import dev.joey.container.ContainerManager;
import dev.joey.containerd.Supervisor;
import dev.joey.containerd.TaskEvents;
import dev.joey.http.Listeners;
import dev.joey.restart.RestartMonitor;
import dev.joey.system.EngineReadiness;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** The order of starting and of stopping. */
@ApplicationScoped
class Engine implements EngineReadiness {
    private final Supervisor supervisor;
    private final Parts parts;
    private final ContainerManager containers;
    private final TaskEvents taskEvents;
    private final RestartMonitor restarts;
    private final Listeners listeners;
    private final LiveConfig config;
    private volatile boolean started;
    private volatile boolean reconciled;

    Engine(
            Supervisor supervisor,
            Parts parts,
            ContainerManager containers,
            TaskEvents taskEvents,
            RestartMonitor restarts,
            Listeners listeners,
            LiveConfig config) {
        this.supervisor = supervisor;
        this.parts = parts;
        this.containers = containers;
        this.taskEvents = taskEvents;
        this.restarts = restarts;
        this.listeners = listeners;
        this.config = config;
    }

    /** Brings the engine to life; when the listeners open, everything is there. */
    void start() {
        started = true;
        supervisor.start();
        parts.reconcile();
        containers.reconcile();
        taskEvents.subscribe(containers.taskListener());
        restarts.begin();
        reconciled = true;
        listeners.open();
    }

    /** Containers run on. */
    void stop(@Observes @Priority(1) ShutdownEvent event) {
        if (!started) {
            return;
        }
        Duration patience = Duration.ofSeconds(config.now().shutdownTimeoutSeconds());
        listeners.close(patience);
        restarts.end();
        containers.awaitCleared(patience);
        supervisor.stop();
    }

    @Override
    public boolean reconciled() {
        return reconciled;
    }
}
