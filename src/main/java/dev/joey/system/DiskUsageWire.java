package dev.joey.system;

import dev.joey.container.ContainerListWire;
import dev.joey.error.EngineException;
import dev.joey.http.ApiVersion;
import dev.joey.image.ImageUsageWire;
import dev.joey.image.wire.ImageUsage;
import dev.joey.system.wire.DiskUsage;
import dev.joey.volume.VolumeManager;
import dev.joey.volume.VolumeWire;
import dev.joey.volume.wire.VolumeDocument;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Gathers what the parts say of their use of the disk. */
@ApplicationScoped
class DiskUsageWire {
    private static final Set<String> TYPES = Set.of("container", "image", "volume", "build-cache");

    private final ImageUsageWire images;
    private final ContainerListWire containers;
    private final VolumeManager volumes;

    DiskUsageWire(ImageUsageWire images, ContainerListWire containers, VolumeManager volumes) {
        this.images = images;
        this.containers = containers;
        this.volumes = volumes;
    }

    /**
     * Counts now.
     *
     * @param types to be counted; none means all
     * @throws EngineException.InvalidParameter if one is unknown
     */
    DiskUsage of(List<String> types, ApiVersion version) {
        for (String type : types) {
            if (!TYPES.contains(type)) {
                throw new EngineException.InvalidParameter("unknown object type: " + type);
            }
        }
        Set<String> asked = types.isEmpty() ? TYPES : Set.copyOf(types);
        ImageUsage used = asked.contains("image") ? images.usage(version) : new ImageUsage(0, null);
        return new DiskUsage(
                used.layersSize(),
                used.images(),
                asked.contains("container") ? containers.sized(version.minor()) : null,
                asked.contains("volume") ? volumes() : null,
                asked.contains("build-cache") ? List.of() : null,
                version.isAtLeast(1, 42) ? null : 0L);
    }

    private List<VolumeDocument> volumes() {
        return volumes.measured().stream()
                .map(measured -> VolumeWire.measured(measured, volumes))
                .toList();
    }
}
