package dev.joey.testing;

import dev.joey.error.EngineException;
import dev.joey.volume.Volume;
import dev.joey.volume.VolumeMount;
import dev.joey.volume.VolumeUse;
import dev.joey.volume.VolumeWish;
import dev.joey.volume.Volumes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Volumes in memory, with who uses and who has mounted them. */
public final class FakeVolumes implements Volumes {
    private final Map<String, Volume> volumes = new TreeMap<>();
    private final List<VolumeUse> uses = new ArrayList<>();
    private int anonymous;

    /** The names of all volumes. */
    public synchronized List<String> names() {
        return List.copyOf(volumes.keySet());
    }

    @Override
    public synchronized Claim claim(String containerId, List<VolumeWish> wishes) {
        List<Volume> claimed = new ArrayList<>();
        for (VolumeWish wish : wishes) {
            String name =
                    wish.name() == null || wish.name().isEmpty()
                            ? "anonymous" + ++anonymous
                            : wish.name();
            claimed.add(
                    volumes.getOrDefault(
                            name, new Volume(name, "local", Instant.EPOCH, wish.labels(), null)));
        }
        return new Claim() {
            @Override
            public List<Volume> volumes() {
                return claimed;
            }

            @Override
            public void store() {
                store(containerId, wishes, claimed);
            }

            private void store(String id, List<VolumeWish> asked, List<Volume> found) {
                synchronized (FakeVolumes.this) {
                    for (int i = 0; i < found.size(); i++) {
                        volumes.put(found.get(i).name(), found.get(i));
                        uses.add(
                                new VolumeUse(
                                        id,
                                        asked.get(i).destination(),
                                        found.get(i).name(),
                                        false));
                    }
                }
            }

            @Override
            public void undo() {}

            @Override
            public void close() {}
        };
    }

    @Override
    public synchronized void release(String containerId, List<String> removed) {
        uses.removeIf(use -> use.containerId().equals(containerId));
        for (String name : removed) {
            if (uses.stream().noneMatch(use -> use.volume().equals(name))) {
                volumes.remove(name);
            }
        }
    }

    @Override
    public void sweep() {}

    @Override
    public synchronized List<VolumeUse> uses(String containerId) {
        return uses.stream().filter(use -> use.containerId().equals(containerId)).toList();
    }

    @Override
    public void fill(String containerId, String name, String destination, Consumer<Path> copy) {}

    @Override
    public synchronized Map<String, Path> mount(String containerId, List<VolumeMount> mounts) {
        Map<String, Path> paths = new HashMap<>();
        for (VolumeMount mount : mounts) {
            if (!volumes.containsKey(mount.volume())) {
                throw new EngineException.NotFound("get " + mount.volume() + ": no such volume");
            }
            paths.put(mount.volume(), Path.of("/volumes", mount.volume()));
        }
        return paths;
    }

    @Override
    public void unmount(String containerId) {}

    @Override
    public Held hold(String name) {
        throw new AssertionError("hold " + name);
    }

    @Override
    public synchronized Optional<Volume> find(String name) {
        return Optional.ofNullable(volumes.get(name));
    }

    @Override
    public Path path(Volume volume) {
        return Path.of("/volumes", volume.name());
    }

    @Override
    public void reconcile() {}
}
