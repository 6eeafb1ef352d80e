package dev.joey.volume;

import dev.joey.db.Transactions;
import dev.joey.error.EngineException;
import dev.joey.lock.KeyedLocks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Removes volumes: marked, then the data, then the row. What a killed daemon did not finish, the
 * next one does.
 */
@ApplicationScoped
class RemoveVolume {
    private static final Logger LOG = Logger.getLogger(RemoveVolume.class);

    private final VolumeLocks locks;
    private final VolumeRows rows;
    private final VolumeDrivers drivers;
    private final VolumeEvents events;
    private final Transactions transactions;

    RemoveVolume(
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

    /**
     * Removes a volume.
     *
     * @param force one that is not there is no error, nor a driver that fails
     * @throws EngineException.NotFound if there is none
     * @throws EngineException.Conflict if a container uses it
     */
    void remove(String name, boolean force) {
        try (KeyedLocks.Hold _ = locks.hold(name)) {
            finishIfBegun(name);
            Optional<Volume> volume = rows.find(name);
            if (volume.isEmpty()) {
                if (force) {
                    return;
                }
                throw noSuchVolume(name);
            }
            if (!transactions.call(() -> rows.markRemoving(name))) {
                List<String> users =
                        rows.usesOf(name).stream().map(VolumeUse::containerId).distinct().toList();
                throw new EngineException.Conflict(
                        "remove "
                                + name
                                + ": volume is in use - ["
                                + String.join(", ", users)
                                + "]");
            }
            finish(volume.get(), force);
        }
    }

    /** Finishes all removals that were begun. */
    void sweep() {
        for (Volume volume : rows.removing()) {
            try (KeyedLocks.Hold _ = locks.hold(volume.name())) {
                finishIfBegun(volume.name());
            } catch (RuntimeException e) {
                LOG.errorf(e, "volume %s cannot be removed now", volume.name());
            }
        }
    }

    /** Finishes the removal of a volume that the caller holds, if it was begun. */
    void finishIfBegun(String name) {
        rows.removing().stream()
                .filter(volume -> volume.name().equals(name))
                .forEach(volume -> finish(volume, false));
    }

    static EngineException noSuchVolume(String name) {
        return new EngineException.NotFound("get " + name + ": no such volume");
    }

    private void finish(Volume volume, boolean force) {
        try {
            VolumeDriver driver = drivers.of(volume);
            for (String holder : rows.holders(volume.name())) {
                driver.unmount(volume, holder, true);
                transactions.run(() -> rows.unmounted(holder, volume.name()));
            }
            driver.remove(volume);
        } catch (EngineException e) {
            if (!force) {
                transactions.run(() -> rows.unmarkRemoving(volume.name()));
                throw new EngineException.Internal(
                        "remove " + volume.name() + ": " + e.getMessage(), e);
            }
            LOG.warnf("volume %s is forgotten by force: %s", volume.name(), e.getMessage());
        }
        transactions.run(
                () -> {
                    if (rows.delete(volume.name())) {
                        events.destroyed(volume);
                    }
                });
    }
}
