package dev.joey.volume;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Removes local volumes that nobody uses; those with options, whose data is elsewhere, stay, as
 * with Docker.
 */
@ApplicationScoped
class PruneVolumes {
    private static final Logger LOG = Logger.getLogger(PruneVolumes.class);

    private final VolumeRows rows;
    private final RemoveVolume remove;
    private final VolumeUsage usage;
    private final VolumeEvents events;
    private final AtomicBoolean busy = new AtomicBoolean();

    PruneVolumes(VolumeRows rows, RemoveVolume remove, VolumeUsage usage, VolumeEvents events) {
        this.rows = rows;
        this.remove = remove;
        this.usage = usage;
        this.events = events;
    }

    PrunedVolumes prune(VolumeFilters wanted) {
        if (!busy.compareAndSet(false, true)) {
            throw new EngineException.Conflict("a prune operation is already running");
        }
        try {
            return pruned(wanted);
        } finally {
            busy.set(false);
        }
    }

    private PrunedVolumes pruned(VolumeFilters wanted) {
        List<String> deleted = new ArrayList<>();
        long freedBytes = 0;
        Map<String, Long> uses = rows.countUses();
        for (Volume volume : rows.all()) {
            boolean fits =
                    !uses.containsKey(volume.name())
                            && volume.driver().equals(Volume.LOCAL)
                            && volume.optionsOrNone().isEmpty()
                            && wanted.accept(volume, false);
            if (!fits) {
                continue;
            }
            try {
                long sizeBytes = Math.max(0, usage.sizeBytes(volume));
                remove.remove(volume.name(), false);
                freedBytes += sizeBytes;
                deleted.add(volume.name());
            } catch (EngineException.Conflict | EngineException.NotFound _) {
                // Used or removed by somebody else since the list was read.
            } catch (EngineException e) {
                LOG.warnf("volume %s is not pruned: %s", volume.name(), e.getMessage());
            }
        }
        events.pruned(freedBytes);
        return new PrunedVolumes(deleted, freedBytes);
    }
}
