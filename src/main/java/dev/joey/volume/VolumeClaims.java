package dev.joey.volume;

import dev.joey.lock.KeyedLocks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Volumes on their way into a new container. */
@ApplicationScoped
class VolumeClaims {
    private final VolumeLocks locks;
    private final VolumeRows rows;
    private final VolumeDrivers drivers;
    private final CreateVolume create;

    VolumeClaims(VolumeLocks locks, VolumeRows rows, VolumeDrivers drivers, CreateVolume create) {
        this.locks = locks;
        this.rows = rows;
        this.drivers = drivers;
        this.create = create;
    }

    /** See {@link Volumes#claim}. */
    Volumes.Claim claim(String containerId, List<VolumeWish> wishes) {
        List<VolumeWish> named = wishes.stream().map(VolumeClaims::named).toList();
        Claimed claimed =
                new Claimed(
                        containerId,
                        named,
                        locks.hold(named.stream().map(VolumeWish::name).toList()));
        try {
            for (int i = 0; i < named.size(); i++) {
                claimed.add(named.get(i), isAnonymous(wishes.get(i)));
            }
            return claimed;
        } catch (RuntimeException e) {
            claimed.undo();
            claimed.close();
            throw e;
        }
    }

    private static boolean isAnonymous(VolumeWish wish) {
        return wish.name() == null || wish.name().isEmpty();
    }

    private static VolumeWish named(VolumeWish wish) {
        return isAnonymous(wish)
                ? new VolumeWish(
                        VolumeName.random(),
                        wish.driver(),
                        CreateVolume.anonymous(wish.labels()),
                        wish.options(),
                        wish.destination(),
                        wish.fill())
                : wish;
    }

    private final class Claimed implements Volumes.Claim {
        private final String containerId;
        private final List<VolumeWish> wishes;
        private final KeyedLocks.Hold hold;
        private final List<Volume> volumes = new ArrayList<>();
        private final Map<String, Volume> made = new HashMap<>();

        Claimed(String containerId, List<VolumeWish> wishes, KeyedLocks.Hold hold) {
            this.containerId = containerId;
            this.wishes = wishes;
            this.hold = hold;
        }

        void add(VolumeWish wish, boolean anonymous) {
            Volume known = made.get(wish.name());
            if (known == null) {
                Optional<Volume> present =
                        anonymous ? Optional.empty() : create.present(wish.name(), wish.driver());
                if (present.isPresent()) {
                    known = present.get();
                } else {
                    known = create.made(wish.name(), wish.driver(), wish.labels(), wish.options());
                    made.put(wish.name(), known);
                }
            }
            volumes.add(known);
        }

        @Override
        public List<Volume> volumes() {
            return List.copyOf(volumes);
        }

        @Override
        public void store() {
            made.values().forEach(create::store);
            for (VolumeWish wish : wishes) {
                if (!rows.use(containerId, wish.destination(), wish.name(), wish.fill())) {
                    throw RemoveVolume.noSuchVolume(wish.name());
                }
            }
        }

        @Override
        public void undo() {
            made.values().stream()
                    .filter(volume -> rows.find(volume.name()).isEmpty())
                    .forEach(volume -> drivers.of(volume).uncreate(volume.name()));
        }

        @Override
        public void close() {
            hold.close();
        }
    }
}
