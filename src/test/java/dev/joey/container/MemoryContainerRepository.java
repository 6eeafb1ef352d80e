package dev.joey.container;

import dev.joey.error.EngineException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows in memory, with the rules of the real ones, on a disk that can be full. */
final class MemoryContainerRepository implements ContainerRepository {
    private final Map<ContainerId, Container> rows = new LinkedHashMap<>();
    private int failures;

    /** Lets the next so many writes fail as on a full disk. */
    synchronized void failNextWrites(int count) {
        failures = count;
    }

    /** Puts a row there as a dead daemon left it. */
    synchronized void put(Container container) {
        rows.put(container.id(), container);
    }

    @Override
    public synchronized void insert(Container container) {
        write();
        checkFree(container.name());
        if (rows.containsKey(container.id())) {
            throw new EngineException.Conflict(
                    "Conflict. The container id " + container.id() + " is already in use");
        }
        rows.put(container.id(), container);
    }

    @Override
    public synchronized void save(Container container) {
        write();
        if (!rows.containsKey(container.id())) {
            throw new EngineException.NotFound("No such container: " + container.id());
        }
        rows.put(container.id(), container);
    }

    @Override
    public synchronized void rename(Container container, String name) {
        write();
        checkFree(name);
        rows.put(container.id(), container.named(name));
    }

    @Override
    public synchronized void delete(ContainerId id) {
        write();
        rows.remove(id);
    }

    @Override
    public synchronized Optional<Container> find(ContainerId id) {
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    public synchronized Optional<Container> lookUp(String reference) {
        return rows.values().stream()
                .filter(
                        row ->
                                row.id().value().startsWith(reference)
                                        || row.name().equals(reference))
                .findFirst();
    }

    @Override
    public synchronized List<Container> all() {
        List<Container> all = new ArrayList<>(rows.values());
        all.sort(Comparator.comparing(Container::createdAt).reversed());
        return all;
    }

    @Override
    public synchronized List<Container> restarting() {
        return all().stream()
                .filter(row -> row.state() instanceof ContainerState.Restarting)
                .toList();
    }

    @Override
    public synchronized List<ContainerId> ids() {
        return List.copyOf(rows.keySet());
    }

    private void write() {
        if (failures > 0) {
            failures--;
            throw new EngineException.Unavailable("cannot write metadata: disk full", null);
        }
    }

    private void checkFree(String name) {
        rows.values().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .ifPresent(
                        holder -> {
                            throw new EngineException.Conflict(
                                    "Conflict. The container name \"/"
                                            + name
                                            + "\" is already in use by container \""
                                            + holder.id()
                                            + "\". You have to remove (or rename) that container to be able to reuse that name.");
                        });
    }
}
