package dev.joey.volume;

import dev.joey.error.EngineException;
import dev.joey.http.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The door of volumes. */
@ApplicationScoped
public class VolumeManager implements Volumes {
    private final VolumeRows rows;
    private final VolumeDrivers drivers;
    private final CreateVolume create;
    private final RemoveVolume remove;
    private final PruneVolumes prune;
    private final VolumeClaims claims;
    private final MountVolumes mounts;
    private final FillVolume fill;
    private final VolumeUsage usage;
    private final ReconcileVolumes reconcile;

    VolumeManager(
            VolumeRows rows,
            VolumeDrivers drivers,
            CreateVolume create,
            RemoveVolume remove,
            PruneVolumes prune,
            VolumeClaims claims,
            MountVolumes mounts,
            FillVolume fill,
            VolumeUsage usage,
            ReconcileVolumes reconcile) {
        this.rows = rows;
        this.drivers = drivers;
        this.create = create;
        this.remove = remove;
        this.prune = prune;
        this.claims = claims;
        this.mounts = mounts;
        this.fill = fill;
        this.usage = usage;
        this.reconcile = reconcile;
    }

    /**
     * Makes a volume, or answers the one of that name.
     *
     * @param name empty for one without a name
     * @param driver empty for {@code local}
     * @param labels null for none
     * @param options null for none
     * @throws dev.joey.error.EngineException.InvalidParameter if the name or an option is wrong
     * @throws dev.joey.error.EngineException.Conflict if one of that name has another driver
     */
    public Volume create(
            String name, String driver, Map<String, String> labels, Map<String, String> options) {
        return create.create(name, driver, labels, options);
    }

    /**
     * A volume by its whole name.
     *
     * @throws dev.joey.error.EngineException.NotFound if there is none
     */
    public Volume get(String name) {
        return rows.find(name).orElseThrow(() -> RemoveVolume.noSuchVolume(name));
    }

    /**
     * The volumes that fit, by name.
     *
     * @throws dev.joey.error.EngineException.InvalidParameter if a filter is wrong
     */
    public List<Volume> list(Filters filters) {
        VolumeFilters wanted = VolumeFilters.ofList(filters);
        Map<String, Long> uses = rows.countUses();
        return rows.all().stream()
                .filter(volume -> wanted.accept(volume, uses.containsKey(volume.name())))
                .toList();
    }

    /**
     * Removes a volume with its data.
     *
     * @param force one that is not there is no error
     * @throws dev.joey.error.EngineException.NotFound if there is none
     * @throws dev.joey.error.EngineException.Conflict if a container uses it
     */
    public void remove(String name, boolean force) {
        remove.remove(name, force);
    }

    /**
     * Removes the local volumes that fit and that nobody uses.
     *
     * @throws dev.joey.error.EngineException.Conflict if another prune is under way
     */
    public PrunedVolumes prune(Filters filters, boolean namedToo) {
        return prune.prune(VolumeFilters.ofPrune(filters, namedToo));
    }

    /** What all local volumes hold, for disk usage. Sizes are measured now. */
    public List<MeasuredVolume> measured() {
        return usage.measured();
    }

    /** {@code local} or {@code global}. */
    public String scope(Volume volume) {
        try {
            return drivers.of(volume).scope();
        } catch (EngineException _) {
            return "local";
        }
    }

    /** What a plugin tells of a volume; null for nothing. */
    public Map<String, Object> status(Volume volume) {
        return drivers.of(volume).status(volume);
    }

    @Override
    public Claim claim(String containerId, List<VolumeWish> wishes) {
        return claims.claim(containerId, wishes);
    }

    @Override
    public void release(String containerId, List<String> removed) {
        rows.release(containerId);
        removed.forEach(rows::markRemoving);
    }

    @Override
    public void sweep() {
        remove.sweep();
    }

    @Override
    public List<VolumeUse> uses(String containerId) {
        return rows.usesBy(containerId);
    }

    @Override
    public void fill(String containerId, String name, String destination, Consumer<Path> copy) {
        fill.fill(containerId, name, destination, copy);
    }

    @Override
    public Map<String, Path> mount(String containerId, List<VolumeMount> wanted) {
        return mounts.mount(containerId, wanted);
    }

    @Override
    public void unmount(String containerId) {
        mounts.unmount(containerId);
    }

    @Override
    public Held hold(String name) {
        return mounts.hold(name);
    }

    @Override
    public Optional<Volume> find(String name) {
        return rows.find(name);
    }

    @Override
    public Path path(Volume volume) {
        try {
            return drivers.of(volume).path(volume);
        } catch (EngineException _) {
            // A plugin that is not there must not keep others from being shown.
            return Path.of("");
        }
    }

    @Override
    public void reconcile() {
        reconcile.reconcile();
    }
}
