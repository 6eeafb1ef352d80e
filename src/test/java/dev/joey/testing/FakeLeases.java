package dev.joey.testing;

import dev.joey.containerd.Leases;
import dev.joey.error.EngineException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Leases in memory; deleting one collects at once. */
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeLeases implements Leases {
    private final FakeContainerd containerd;

    public FakeLeases(FakeContainerd containerd) {
        this.containerd = containerd;
    }

    @Override
    public void create(String id) {
        synchronized (containerd) {
            containerd.leases.putIfAbsent(id, new HashSet<>());
        }
    }

    @Override
    public void hold(String lease, String type, String resourceId) {
        synchronized (containerd) {
            held(lease).add(type + " " + resourceId);
        }
    }

    @Override
    public void release(String lease, String type, String resourceId) {
        synchronized (containerd) {
            held(lease).remove(type + " " + resourceId);
        }
    }

    @Override
    public void delete(String id, boolean waitForCollection) {
        synchronized (containerd) {
            containerd.leases.remove(id);
            containerd.collect();
        }
    }

    @Override
    public List<String> list() {
        return List.copyOf(containerd.leases());
    }

    private Set<String> held(String lease) {
        Set<String> held = containerd.leases.get(lease);
        if (held == null) {
            throw new EngineException.NotFound("lease " + lease + ": not found");
        }
        return held;
    }
}
