package dev.joey.container.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * One element of {@code GET /containers/json}. Source: Docker Engine API 1.51, "ContainerSummary".
 *
 * @param names one, with a leading slash
 * @param image the name the container was made with, or the image's id if that name means another
 *     image by now
 * @param imageManifestDescriptor from API 1.48 on
 * @param created seconds of the Unix epoch
 * @param sizeRw in bytes; left out unless asked for, as {@code sizeRootFs}
 */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record ContainerListItem(
        String id,
        List<String> names,
        String image,
        @JsonProperty("ImageID") String imageId,
        @JsonInclude(JsonInclude.Include.NON_NULL)
                ContainerInspect.ImageManifest imageManifestDescriptor,
        String command,
        long created,
        List<Port> ports,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long sizeRw,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long sizeRootFs,
        Map<String, String> labels,
        String state,
        String status,
        HostConfig hostConfig,
        NetworkSettings networkSettings,
        List<ContainerInspect.Mount> mounts) {

    /** A port that the container exposes or publishes. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Port(
            @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonProperty("IP") String ip,
            int privatePort,
            @JsonInclude(JsonInclude.Include.NON_NULL) Integer publicPort,
            String type) {}

    /** The little that the list tells of the host config. Annotations from API 1.46 on. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record HostConfig(
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String networkMode,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> annotations) {}

    /** The networks by name. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record NetworkSettings(Map<String, ContainerInspect.Endpoint> networks) {}
}
