package dev.joey.testing;

import dev.joey.containerd.Containers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** containerd's containers in memory. */
public final class FakeContainers implements Containers {
    private final Map<String, NewContainer> containers = new TreeMap<>();

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
