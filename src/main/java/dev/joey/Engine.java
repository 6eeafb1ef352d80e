package dev.joey;

import dev.joey.container.ContainerManager;
import dev.joey.containerd.TaskEvents;
import dev.joey.restart.RestartMonitor;
import jakarta.enterprise.context.ApplicationScoped;

/** The order of starting and of stopping. */
@ApplicationScoped
public class Engine {
    private final ContainerManager containers;
    private final TaskEvents taskEvents;
    private final RestartMonitor restarts;

    Engine(ContainerManager containers, TaskEvents taskEvents, RestartMonitor restarts) {
        this.containers = containers;
        this.taskEvents = taskEvents;
        this.restarts = restarts;
    }

    /** Brings the engine to life; when this returns, the listeners may open. */
    void start() {
        containers.reconcile();
        taskEvents.subscribe(containers.taskListener());
        restarts.begin();
    }

    /** Lets go of everything; containers run on. */
    void stop() {
        restarts.end();
    }
}
