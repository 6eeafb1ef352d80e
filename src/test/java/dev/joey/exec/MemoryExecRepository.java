package dev.joey.exec;

import dev.joey.container.ContainerId;
import dev.joey.error.EngineException;
import dev.joey.exec.ExecState.Created;
import dev.joey.exec.ExecState.Exited;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows in memory, on a disk that can be full. */
final class MemoryExecRepository implements ExecRepository {
    private final Map<ExecId, Exec> rows = new LinkedHashMap<>();
    private int failures;
    private Runnable afterFind = () -> {};

    /** Lets the next so many writes fail as on a full disk. */
    synchronized void failNextWrites(int count) {
        failures = count;
    }

    @Override
    public synchronized void insert(Exec exec) {
        write();
        rows.put(exec.id(), exec);
    }

    @Override
    public synchronized void save(Exec exec) {
        write();
        rows.replace(exec.id(), exec);
    }

    /** Does something when a row was read, before its reader sees it. */
    synchronized void afterNextFind(Runnable meanwhile) {
        afterFind = meanwhile;
    }

    @Override
    public Optional<Exec> find(ExecId id) {
        Optional<Exec> found;
        Runnable meanwhile;
        synchronized (this) {
            found = Optional.ofNullable(rows.get(id));
            meanwhile = afterFind;
            afterFind = () -> {};
        }
        meanwhile.run();
        return found;
    }

    @Override
    public synchronized List<Exec> unfinished() {
        return rows.values().stream().filter(exec -> !(exec.state() instanceof Exited)).toList();
    }

    @Override
    public List<String> unfinished(ContainerId container) {
        return unfinished().stream()
                .filter(exec -> exec.container().equals(container))
                .map(exec -> exec.id().value())
                .toList();
    }

    @Override
    public synchronized void delete(Collection<ExecId> ids) {
        rows.keySet().removeAll(ids);
    }

    @Override
    public synchronized void deleteOld(Instant finishedBefore, Instant createdBefore) {
        rows.values()
                .removeIf(
                        exec ->
                                switch (exec.state()) {
                                    case Created _ -> exec.createdAt().isBefore(createdBefore);
                                    case Exited ended ->
                                            ended.finishedAt().isBefore(finishedBefore);
                                    default -> false;
                                });
    }

    private void write() {
        if (failures > 0) {
            failures--;
            throw new EngineException.Unavailable("cannot write metadata: disk is full", null);
        }
    }
}
