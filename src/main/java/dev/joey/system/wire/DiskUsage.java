package dev.joey.system.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.joey.container.wire.ContainerList;
import dev.joey.image.wire.ListedImage;
import dev.joey.volume.wire.VolumeDocument;
import java.util.List;

/**
 * "Get data usage information". What was not asked for is null; sizes in bytes.
 *
 * @param layersSize of all image layers, each counted once
 * @param builderSize until version 1.41, else null
 */
public record DiskUsage(
        @JsonProperty("LayersSize") long layersSize,
        @JsonProperty("Images") List<ListedImage> images,
        @JsonProperty("Containers") ContainerList containers,
        @JsonProperty("Volumes") List<VolumeDocument> volumes,
        @JsonProperty("BuildCache") List<Object> buildCache,
        @JsonProperty("BuilderSize") @JsonInclude(Include.NON_NULL) Long builderSize) {}
