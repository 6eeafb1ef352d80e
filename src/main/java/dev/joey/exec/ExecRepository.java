package dev.joey.exec;

import dev.joey.container.ContainerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The rows of execs. Writes join the caller's transaction; reads see what is committed. */
interface ExecRepository {
    void insert(Exec exec);

    /** Stores the state; nothing if the row went with its container. */
    void save(Exec exec);

    Optional<Exec> find(ExecId id);

    /** Those that have not ended, oldest first. */
    List<Exec> unfinished();

    /** The ids of a container's execs that have not ended, oldest first. */
    List<String> unfinished(ContainerId container);

    void delete(Collection<ExecId> ids);

    /** Deletes what ended before one time, and what was made before the other and never started. */
    void deleteOld(Instant finishedBefore, Instant createdBefore);
}
