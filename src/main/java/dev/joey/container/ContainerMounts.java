package dev.joey.container;

import dev.joey.config.EngineConfig;
import dev.joey.container.spec.Surroundings.Bind;
import dev.joey.error.EngineException;
import dev.joey.linux.MountTable;
import dev.joey.volume.Volume;
import dev.joey.volume.VolumeMount;
import dev.joey.volume.VolumeUse;
import dev.joey.volume.VolumeWish;
import dev.joey.volume.Volumes;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/** Binds and volumes of containers: claimed at create, made ready at start, let go at the end. */
@ApplicationScoped
class ContainerMounts {
    private static final Logger LOG = Logger.getLogger(ContainerMounts.class);

    private static final Set<String> SHARED = Set.of("shared", "rshared");
    private static final Set<String> SLAVE = Set.of("slave", "rslave");

    private final Volumes volumes;
    private final SubpathBinds subpaths;
    private final VolumeFilling filling;
    private final Path dataRoot;

    ContainerMounts(
            Volumes volumes, SubpathBinds subpaths, VolumeFilling filling, EngineConfig config) {
        this.volumes = volumes;
        this.subpaths = subpaths;
        this.filling = filling;
        this.dataRoot = config.dataRoot();
    }

    /** Finds or makes the volumes of a new container. See {@link Volumes#claim}. */
    Volumes.Claim claim(ContainerId id, ContainerSpec spec) {
        return volumes.claim(
                id.value(),
                spec.storage().points().stream()
                        .filter(MountPoint::isVolume)
                        .map(
                                point ->
                                        new VolumeWish(
                                                point.name(),
                                                point.driver(),
                                                point.detail().labels(),
                                                point.detail().options(),
                                                point.destination(),
                                                point.copy()))
                        .toList());
    }

    /** The spec with the volumes that were found or made. */
    static ContainerSpec settled(ContainerSpec spec, List<Volume> claimed) {
        if (spec.storage().points().isEmpty()) {
            return spec;
        }
        List<MountPoint> points = new ArrayList<>();
        int next = 0;
        for (MountPoint point : spec.storage().points()) {
            if (point.isVolume()) {
                Volume volume = claimed.get(next++);
                // What Docker shows for volumes of its own driver where nobody said a mode.
                boolean unsaid =
                        point.mode().isEmpty()
                                && volume.driver().equals(Volume.LOCAL)
                                && !point.anonymous();
                points.add(
                        point.settled(volume.name(), volume.driver(), unsaid ? "z" : point.mode()));
            } else {
                points.add(point);
            }
        }
        return spec.with(spec.storage().with(List.copyOf(points)));
    }

    /**
     * Makes what a container mounts ready for its start.
     *
     * @throws EngineException.InvalidParameter if the source of a bind cannot be made
     */
    List<Bind> attach(Container container) {
        List<MountPoint> points =
                container.spec().storage().points().stream()
                        .filter(point -> !isHidden(container, point))
                        .toList();
        if (points.stream().allMatch(MountPoint::isTmpfs)) {
            return List.of();
        }
        // Where a killed daemon left that to be done.
        fill(container);
        Map<String, Path> ready = mountVolumes(container, points);
        List<Bind> binds = new ArrayList<>();
        MountTable table = null;
        for (MountPoint point : points) {
            if (point.isVolume()) {
                Path source = ready.get(point.name());
                if (!point.detail().subpath().isEmpty()) {
                    source = subpaths.bind(container.id(), point, source);
                }
                binds.add(bind(point, source.toString(), null, container));
            } else if (point.isBind()) {
                makeSource(point);
                String propagation = point.propagation();
                boolean private_ = propagation.endsWith("private");
                if (!private_ || coversDataRoot(point)) {
                    table = table == null ? MountTable.read() : table;
                    propagation = checked(point, table);
                }
                binds.add(bind(point, point.source(), propagation, container));
            }
        }
        return binds;
    }

    private Map<String, Path> mountVolumes(Container container, List<MountPoint> points) {
        List<VolumeMount> mounts =
                points.stream()
                        .filter(MountPoint::isVolume)
                        .map(
                                point ->
                                        new VolumeMount(
                                                point.name(),
                                                point.destination(),
                                                point.rw(),
                                                point.propagation()))
                        .toList();
        return mounts.isEmpty() ? Map.of() : volumes.mount(container.id().value(), mounts);
    }

    /** Lets empty volumes have what the image has at their place. */
    void fill(Container container) {
        boolean wanted = container.spec().storage().points().stream().anyMatch(MountPoint::copy);
        if (wanted) {
            List<VolumeUse> unfilled =
                    volumes.uses(container.id().value()).stream()
                            .filter(VolumeUse::unfilled)
                            .toList();
            if (!unfilled.isEmpty()) {
                filling.fill(container, unfilled);
            }
        }
    }

    /** Where the data of volumes lies, by their names. */
    Map<String, String> paths(List<MountPoint> points) {
        Map<String, String> paths = new HashMap<>();
        points.stream()
                .filter(MountPoint::isVolume)
                .map(MountPoint::name)
                .distinct()
                .flatMap(name -> volumes.find(name).stream())
                .forEach(volume -> paths.put(volume.name(), volumes.path(volume).toString()));
        return paths;
    }

    /** Lets go of what {@link #attach} made ready; again is no error. */
    void detach(ContainerId id) {
        subpaths.unbind(id);
        volumes.unmount(id.value());
    }

    /** Takes away the data of volumes that went with their container. */
    void sweep() {
        volumes.sweep();
    }

    /** A file system in memory that was asked for at the same place wins, as with Docker. */
    static boolean isHidden(Container container, MountPoint point) {
        return container.spec().host().tmpfs().keySet().stream()
                .anyMatch(path -> CreateWire.clean(path).equals(point.destination()));
    }

    private static Bind bind(
            MountPoint point, String source, String propagation, Container container) {
        return new Bind(
                source,
                point.destination(),
                !point.rw(),
                propagation,
                point.detail().recursive(),
                switch (point.detail().readOnlyBelow()) {
                    case "always" -> true;
                    case "never" -> false;
                    // Only of runc is it known that it can.
                    default -> container.spec().host().runtime().equals("runc");
                });
    }

    private static void makeSource(MountPoint point) {
        Path source = Path.of(point.source());
        if (Files.exists(source) || !point.detail().makeSource()) {
            return;
        }
        try {
            Files.createDirectories(source);
        } catch (IOException e) {
            throw new EngineException.InvalidParameter(
                    "error while creating mount source path '"
                            + source
                            + "': mkdir "
                            + source
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** What lies above the engine's own data must not keep its mounts alive. */
    private boolean coversDataRoot(MountPoint point) {
        return dataRoot.startsWith(point.source());
    }

    /** The propagation that the source's mount allows. Source: dockerd 28.5. */
    private String checked(MountPoint point, MountTable table) {
        Path real = Path.of(point.source());
        try {
            real = real.toRealPath();
        } catch (IOException _) {
            // The runtime says what is wrong with it.
            return point.propagation();
        }
        MountTable.Row row =
                table.of(real)
                        .orElseThrow(
                                () ->
                                        new EngineException.Internal(
                                                "Could not find source mount of " + point.source(),
                                                null));
        if (SHARED.contains(point.propagation()) && !row.shared()) {
            throw new EngineException.Internal(
                    "path "
                            + point.source()
                            + " is mounted on "
                            + row.point()
                            + " but it is not a shared mount",
                    null);
        }
        if (SLAVE.contains(point.propagation()) && !row.shared() && !row.slave()) {
            throw new EngineException.Internal(
                    "path "
                            + point.source()
                            + " is mounted on "
                            + row.point()
                            + " but it is not a shared or slave mount",
                    null);
        }
        if (point.propagation().equals("rprivate") && (row.shared() || row.slave())) {
            LOG.debugf("%s holds the data root; it is bound as rslave", point.source());
            return "rslave";
        }
        return point.propagation();
    }
}
