package dev.joey.exec;

import dev.joey.container.ContainerId;
import java.time.Instant;

/** An exec as its row tells. */
record Exec(ExecId id, ContainerId container, Instant createdAt, ExecSpec spec, ExecState state) {
    Exec in(ExecState next) {
        return new Exec(id, container, createdAt, spec, next);
    }
}
