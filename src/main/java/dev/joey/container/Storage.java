package dev.joey.container;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * What a container keeps outside of its root, as it was asked and as it came out.
 *
 * @param binds as asked
 * @param volumesFrom as asked
 * @param volumeDriver as asked
 * @param mounts {@code HostConfig.Mounts} as JSON text; null for none
 * @param storageOpt as asked
 * @param points what came out
 */
@RegisterForReflection
public record Storage(
        List<String> binds,
        List<String> volumesFrom,
        String volumeDriver,
        String mounts,
        Map<String, String> storageOpt,
        List<MountPoint> points) {
    /** Nothing. */
    public static final Storage NONE =
            new Storage(List.of(), List.of(), "", null, Map.of(), List.of());

    /** Volumes that nobody named. */
    List<String> anonymousVolumes() {
        return points.stream()
                .filter(point -> point.isVolume() && point.anonymous())
                .map(MountPoint::name)
                .distinct()
                .toList();
    }

    Storage with(List<MountPoint> settled) {
        return new Storage(binds, volumesFrom, volumeDriver, mounts, storageOpt, settled);
    }
}
