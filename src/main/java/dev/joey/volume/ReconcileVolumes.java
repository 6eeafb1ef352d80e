package dev.joey.volume;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Finishes at the daemon's start what a dead one began. A folder without a row is removed only if
 * it is empty: data that no row knows is nobody's to delete.
 */
@ApplicationScoped
class ReconcileVolumes {
    private static final Logger LOG = Logger.getLogger(ReconcileVolumes.class);

    private final VolumeRows rows;
    private final RemoveVolume remove;
    private final MountVolumes mounts;
    private final VolumeFolders folders;

    ReconcileVolumes(
            VolumeRows rows, RemoveVolume remove, MountVolumes mounts, VolumeFolders folders) {
        this.rows = rows;
        this.remove = remove;
        this.mounts = mounts;
        this.folders = folders;
    }

    void reconcile() {
        remove.sweep();
        try {
            mounts.reconcile();
            Set<String> known =
                    Stream.concat(rows.all().stream(), rows.removing().stream())
                            .map(Volume::name)
                            .collect(Collectors.toSet());
            folders.present().stream()
                    .filter(name -> !known.contains(name))
                    .forEach(this::removeEmpty);
        } catch (EngineException e) {
            LOG.errorf(e, "volumes could not be looked through");
        }
    }

    private void removeEmpty(String name) {
        try {
            folders.removeEmpty(name);
        } catch (EngineException e) {
            LOG.warnf("an unknown volume's folder stays: %s", e.getMessage());
        }
    }
}
