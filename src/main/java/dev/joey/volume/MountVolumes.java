package dev.joey.volume;

import dev.joey.db.Transactions;
import dev.joey.error.EngineException;
import dev.joey.lock.KeyedLocks;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Volumes made ready for containers that run, and for short looks. Who runs with a volume is in the
 * rows before anything is mounted; so what a killed daemon left is found and taken back.
 */
@ApplicationScoped
class MountVolumes {
    private static final Logger LOG = Logger.getLogger(MountVolumes.class);

    private final VolumeLocks locks;
    private final VolumeRows rows;
    private final VolumeDrivers drivers;
    private final VolumeEvents events;
    private final Transactions transactions;

    /** Short looks by volume; they end with the daemon. */
    private final ConcurrentHashMap<String, Integer> looks = new ConcurrentHashMap<>();

    MountVolumes(
            VolumeLocks locks,
            VolumeRows rows,
            VolumeDrivers drivers,
            VolumeEvents events,
            Transactions transactions) {
        this.locks = locks;
        this.rows = rows;
        this.drivers = drivers;
        this.events = events;
        this.transactions = transactions;
    }

    Map<String, Path> mount(String containerId, List<VolumeMount> mounts) {
        Map<String, Volume> volumes = new HashMap<>();
        mounts.forEach(mount -> volumes.computeIfAbsent(mount.volume(), this::get));
        transactions.run(
                () -> {
                    volumes.keySet().forEach(name -> rows.mounted(containerId, name));
                    for (VolumeMount mount : mounts) {
                        events.mounted(volumes.get(mount.volume()), containerId, mount);
                    }
                });
        Map<String, Path> paths = new HashMap<>();
        volumes.forEach(
                (name, volume) -> {
                    try (KeyedLocks.Hold _ = locks.hold(name)) {
                        paths.put(name, drivers.of(volume).mount(volume, containerId));
                    }
                });
        return paths;
    }

    void unmount(String containerId) {
        List<Volume> mounted = new ArrayList<>();
        for (String name : rows.mountedFor(containerId)) {
            try (KeyedLocks.Hold _ = locks.hold(name)) {
                Optional<Volume> volume = rows.any(name);
                volume.ifPresent(
                        found -> {
                            drivers.of(found)
                                    .unmount(found, containerId, isLast(name, containerId));
                            mounted.add(found);
                        });
            }
        }
        if (!mounted.isEmpty()) {
            transactions.run(
                    () -> {
                        for (Volume volume : mounted) {
                            rows.unmounted(containerId, volume.name());
                            events.unmounted(volume, containerId);
                        }
                    });
        }
    }

    private boolean isLast(String volume, String holder) {
        return !looks.containsKey(volume) && rows.holders(volume).stream().allMatch(holder::equals);
    }

    Volumes.Held hold(String name) {
        Volume volume = get(name);
        String holder = UUID.randomUUID().toString().replace("-", "");
        try (KeyedLocks.Hold _ = locks.hold(name)) {
            Path path = drivers.of(volume).mount(volume, holder);
            looks.merge(name, 1, Integer::sum);
            return new Look(volume, holder, path);
        }
    }

    /** Takes back what a killed daemon had made ready for a look. */
    void reconcile() {
        for (Volume volume : rows.all()) {
            if (rows.holders(volume.name()).isEmpty() && volume.driver().equals(Volume.LOCAL)) {
                drivers.of(volume).unmount(volume, "", true);
            }
        }
    }

    private Volume get(String name) {
        return rows.find(name).orElseThrow(() -> RemoveVolume.noSuchVolume(name));
    }

    private final class Look implements Volumes.Held {
        private final Volume volume;
        private final String holder;
        private final Path path;
        private final AtomicBoolean closed = new AtomicBoolean();

        Look(Volume volume, String holder, Path path) {
            this.volume = volume;
            this.holder = holder;
            this.path = path;
        }

        @Override
        public Path path() {
            return path;
        }

        @Override
        public void close() {
            if (!closed.compareAndSet(false, true)) {
                return;
            }
            try (KeyedLocks.Hold _ = locks.hold(volume.name())) {
                looks.computeIfPresent(volume.name(), (_, count) -> count == 1 ? null : count - 1);
                drivers.of(volume).unmount(volume, holder, isLast(volume.name(), holder));
            } catch (EngineException.Unavailable e) {
                // Busy for minutes: it stays until the next daemon, which is no harm.
                LOG.warnf("volume %s is not let go: %s", volume.name(), e.getMessage());
            }
        }
    }
}
