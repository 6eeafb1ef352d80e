package dev.joey.volume;

import dev.joey.db.Transactions;
import dev.joey.error.EngineException;
import dev.joey.lock.KeyedLocks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes volumes: the folder first, then the row, so that a row without a folder never is. */
@ApplicationScoped
class CreateVolume {
    private final VolumeLocks locks;
    private final VolumeRows rows;
    private final VolumeDrivers drivers;
    private final VolumeEvents events;
    private final RemoveVolume remove;
    private final Transactions transactions;
    private final Clock clock;

    CreateVolume(
            VolumeLocks locks,
            VolumeRows rows,
            VolumeDrivers drivers,
            VolumeEvents events,
            RemoveVolume remove,
            Transactions transactions,
            Clock clock) {
        this.locks = locks;
        this.rows = rows;
        this.drivers = drivers;
        this.events = events;
        this.remove = remove;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Makes a volume, or answers the one of that name.
     *
     * @param name empty for one without a name
     * @param driver empty for the default
     * @throws EngineException.InvalidParameter if the name or an option is wrong
     * @throws EngineException.Conflict if one of that name has another driver
     */
    Volume create(
            String name, String driver, Map<String, String> labels, Map<String, String> options) {
        String wanted = name.isEmpty() ? VolumeName.random() : name;
        try (KeyedLocks.Hold _ = locks.hold(wanted)) {
            Optional<Volume> present = present(wanted, driver);
            if (present.isPresent()) {
                return present.get();
            }
            Volume made =
                    made(wanted, driver, name.isEmpty() ? anonymous(labels) : labels, options);
            try {
                transactions.run(() -> store(made));
            } catch (RuntimeException e) {
                drivers.of(made).uncreate(wanted);
                throw e;
            }
            return made;
        }
    }

    /**
     * The volume of that name, which the caller holds, if it may be what is meant.
     *
     * @throws EngineException.Conflict if it has another driver
     */
    Optional<Volume> present(String name, String driver) {
        remove.finishIfBegun(name);
        Optional<Volume> present = rows.find(name);
        present.filter(volume -> !driver.isEmpty() && !driver.equals(volume.driver()))
                .ifPresent(
                        volume -> {
                            throw new EngineException.Conflict(
                                    "create " + name + ": volume name must be unique");
                        });
        return present;
    }

    /** Makes the place of a volume that the caller holds; no row yet. */
    Volume made(
            String name, String driver, Map<String, String> labels, Map<String, String> options) {
        String by = driver.isEmpty() ? Volume.LOCAL : driver;
        Map<String, String> given = options == null ? Map.of() : options;
        try {
            VolumeDriver maker = drivers.get(by);
            maker.check(name, given);
            maker.create(name, given);
        } catch (EngineException.InvalidParameter e) {
            throw new EngineException.InvalidParameter(said(name, e), e);
        } catch (EngineException.NotFound e) {
            throw new EngineException.NotFound(said(name, e));
        } catch (EngineException.Internal e) {
            throw new EngineException.Internal(said(name, e), e);
        }
        return new Volume(name, by, clock.instant(), labels, options);
    }

    private static String said(String name, EngineException e) {
        String before = "create " + name + ": ";
        return e.getMessage().startsWith(before) ? e.getMessage() : before + e.getMessage();
    }

    /** Stores the row and the event in the caller's transaction. */
    void store(Volume made) {
        rows.insert(made);
        events.created(made);
    }

    /** Docker's mark of a volume that nobody named. */
    static Map<String, String> anonymous(Map<String, String> labels) {
        Map<String, String> marked = new HashMap<>(labels == null ? Map.of() : labels);
        marked.put(Volume.ANONYMOUS, "");
        return marked;
    }
}
