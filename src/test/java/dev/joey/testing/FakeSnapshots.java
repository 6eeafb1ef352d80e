package dev.joey.testing;

import dev.joey.containerd.RootMount;
import dev.joey.containerd.Snapshots;
import dev.joey.error.EngineException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.Optional;

/** Snapshots in memory: names and parents, no files. Each uses 4096 bytes. */
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeSnapshots implements Snapshots {
    private final FakeContainerd containerd;

    public FakeSnapshots(FakeContainerd containerd) {
        this.containerd = containerd;
    }

    @Override
    public List<RootMount> prepare(String snapshotter, String key, String parent) {
        return make(snapshotter, key, parent, Kind.ACTIVE);
    }

    @Override
    public List<RootMount> prepareLayer(
            String lease, String snapshotter, String key, String parent) {
        synchronized (containerd) {
            containerd.leases.get(lease).add("snapshots/" + snapshotter + " " + key);
            return make(snapshotter, key, parent, Kind.ACTIVE);
        }
    }

    @Override
    public void commitLayer(String lease, String snapshotter, String name, String key) {
        synchronized (containerd) {
            commit(snapshotter, name, key);
            containerd.leases.get(lease).add("snapshots/" + snapshotter + " " + name);
            containerd.leases.get(lease).remove("snapshots/" + snapshotter + " " + key);
        }
    }

    @Override
    public List<RootMount> view(String snapshotter, String key, String parent) {
        return make(snapshotter, key, parent, Kind.VIEW);
    }

    private List<RootMount> make(String snapshotter, String key, String parent, Kind kind) {
        synchronized (containerd) {
            if (!parent.isEmpty() && !containerd.isCommitted(snapshotter, parent)) {
                throw new EngineException.NotFound("snapshot " + parent + ": not found");
            }
            containerd.of(snapshotter).putIfAbsent(key, new SnapshotInfo(key, parent, kind));
            return List.of(new RootMount("fake", key, List.of()));
        }
    }

    @Override
    public List<RootMount> mounts(String snapshotter, String key) {
        synchronized (containerd) {
            if (!containerd.of(snapshotter).containsKey(key)) {
                throw new EngineException.NotFound("snapshot " + key + ": not found");
            }
            return List.of(new RootMount("fake", key, List.of()));
        }
    }

    @Override
    public void commit(String snapshotter, String name, String key) {
        synchronized (containerd) {
            if (containerd.isCommitted(snapshotter, name)) {
                return;
            }
            SnapshotInfo active = containerd.of(snapshotter).remove(key);
            if (active == null) {
                throw new EngineException.NotFound("snapshot " + key + ": not found");
            }
            containerd
                    .of(snapshotter)
                    .put(name, new SnapshotInfo(name, active.parent(), Kind.COMMITTED));
        }
    }

    @Override
    public void remove(String snapshotter, String key) {
        synchronized (containerd) {
            containerd.of(snapshotter).remove(key);
        }
    }

    @Override
    public Optional<SnapshotInfo> stat(String snapshotter, String key) {
        synchronized (containerd) {
            return Optional.ofNullable(containerd.of(snapshotter).get(key));
        }
    }

    @Override
    public List<SnapshotInfo> list(String snapshotter) {
        synchronized (containerd) {
            return List.copyOf(containerd.of(snapshotter).values());
        }
    }

    @Override
    public SnapshotUsage usage(String snapshotter, String key) {
        return new SnapshotUsage(4096, 1);
    }
}
