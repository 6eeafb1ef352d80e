package dev.joey.container;

import dev.joey.container.ContainerState.Run;
import dev.joey.containerd.Tasks;
import dev.joey.containerd.Tasks.Phase;
import dev.joey.containerd.Tasks.TaskStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Makes rows and containerd agree. The rows are the truth of what should be; what a dead daemon
 * left half done is finished or undone; what nobody knows is cleared away.
 */
@ApplicationScoped
class Reconciler {
    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    private final ContainerRepository rows;
    private final LockedContainers locked;
    private final Tasks tasks;
    private final Adoption adoption;
    private final Orphans orphans;
    private final ExitHandler exits;
    private final Clock clock;

    Reconciler(
            ContainerRepository rows,
            LockedContainers locked,
            Tasks tasks,
            Adoption adoption,
            Orphans orphans,
            ExitHandler exits,
            Clock clock) {
        this.rows = rows;
        this.locked = locked;
        this.tasks = tasks;
        this.adoption = adoption;
        this.orphans = orphans;
        this.exits = exits;
        this.clock = clock;
    }

    /**
     * At the daemon's start, before anyone can call. One broken container never keeps the others
     * from coming back.
     */
    void atStart() {
        Map<String, TaskStatus> present = present();
        for (ContainerId id : rows.ids()) {
            try {
                locked.hold(id)
                        .ifPresent(
                                held -> {
                                    try (held) {
                                        adoption.agree(held, present.get(id.value()));
                                    }
                                });
            } catch (RuntimeException e) {
                LOG.errorf(e, "container %s could not be restored", id.brief());
            }
        }
        orphans.clear();
    }

    /** After the connection to containerd was lost and made again: ends may have been missed. */
    void catchUp() {
        // Rows first: a task that is missing from the later look ended, and did not begin between.
        List<Container> running =
                rows.all().stream().filter(container -> container.run().isPresent()).toList();
        Map<String, TaskStatus> present = present();
        for (Container container : running) {
            container
                    .run()
                    .ifPresent(
                            run ->
                                    missed(
                                            container.id(),
                                            run,
                                            present.get(container.id().value())));
        }
    }

    private Map<String, TaskStatus> present() {
        return tasks.list().stream()
                .collect(Collectors.toMap(TaskStatus::containerId, Function.identity()));
    }

    private void missed(ContainerId id, Run run, TaskStatus task) {
        if (task == null) {
            exits.exited(id, run.pid(), Adoption.UNKNOWN_EXIT, clock.instant());
        } else if (task.phase() == Phase.STOPPED && task.pid() == run.pid()) {
            exits.exited(id, run.pid(), task.exitCode(), task.exitedAt());
        }
    }
}
