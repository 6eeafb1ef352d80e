package dev.joey.exec;

import dev.joey.container.Container;
import dev.joey.container.ContainerExecs;
import dev.joey.db.Transactions;
import dev.joey.exec.ExecState.Exited;
import dev.joey.exec.ExecState.Running;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * What must change together: an exec's row and the event that tells of it. Actions and attributes
 * of the events are Docker's.
 */
@ApplicationScoped
class ExecRecords {
    private final ExecRepository rows;
    private final ContainerExecs containers;
    private final Transactions transactions;

    ExecRecords(ExecRepository rows, ContainerExecs containers, Transactions transactions) {
        this.rows = rows;
        this.containers = containers;
        this.transactions = transactions;
    }

    void created(Container container, Exec exec) {
        transactions.run(
                () -> {
                    rows.insert(exec);
                    tell(container, "exec_create: " + exec.spec().commandLine(), exec.id());
                });
    }

    void started(Container container, Exec exec) {
        transactions.run(
                () -> {
                    rows.save(exec.in(new Running()));
                    tell(container, "exec_start: " + exec.spec().commandLine(), exec.id());
                });
    }

    /** A start that failed has no event: there was no process that could have died. */
    void failed(Exec exec, Exited how) {
        transactions.run(() -> rows.save(exec.in(how)));
    }

    void exited(Container container, Exec exec, Exited how) {
        transactions.run(
                () -> {
                    rows.save(exec.in(how));
                    containers.tell(
                            container,
                            "exec_die",
                            Map.of(
                                    "execID",
                                    exec.id().value(),
                                    "exitCode",
                                    Integer.toString(how.code())));
                });
    }

    /** Its client left by the detach keys. */
    void detached(Container container, Exec exec) {
        tell(container, "exec_detach", exec.id());
    }

    private void tell(Container container, String action, ExecId id) {
        containers.tell(container, action, Map.of("execID", id.value()));
    }
}
