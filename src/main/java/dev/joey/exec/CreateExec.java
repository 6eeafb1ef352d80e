package dev.joey.exec;

import dev.joey.container.Container;
import dev.joey.container.ContainerExecs;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;

/** Makes an exec; nothing runs yet. */
@ApplicationScoped
class CreateExec {
    private final ContainerExecs containers;
    private final ExecRecords records;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    CreateExec(ContainerExecs containers, ExecRecords records, Clock clock) {
        this.containers = containers;
        this.records = records;
        this.clock = clock;
    }

    ExecId create(String container, ExecSpec spec) {
        Container running = containers.running(container);
        ExecId id = ExecId.random(random);
        records.created(
                running,
                new Exec(id, running.id(), clock.instant(), spec, new ExecState.Created()));
        return id;
    }
}
