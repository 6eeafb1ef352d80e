package dev.joey.testing;

import dev.joey.containerd.Containers;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** containerd's containers in memory. */
@Alternative
@Priority(1)
@Singleton
public final class FakeContainers implements Containers {
    private final Map<String, NewContainer> containers = new TreeMap<>();

    /** What is stored of a container. */
    public synchronized NewContainer get(String id) {
        return containers.get(id);
    }

    @Override
    public synchronized void put(NewContainer container) {
        containers.put(container.id(), container);
    }

    @Override
    public synchronized void delete(String id) {
        containers.remove(id);
    }

    @Override
    public synchronized List<String> list() {
        return List.copyOf(containers.keySet());
    }
}
