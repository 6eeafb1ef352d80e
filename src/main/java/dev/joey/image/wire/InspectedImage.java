package dev.joey.image.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * "Inspect an image".
 *
 * @param created as its config says, or null
 * @param config Docker's fields of the config's {@code config}
 * @param virtualSize as {@code size}, until version 1.43; else null
 * @param descriptor from version 1.48; else null
 * @param manifests null if not asked for
 */
public record InspectedImage(
        @JsonProperty("Id") String id,
        @JsonProperty("RepoTags") List<String> repoTags,
        @JsonProperty("RepoDigests") List<String> repoDigests,
        @JsonProperty("Parent") String parent,
        @JsonProperty("Comment") String comment,
        @JsonProperty("Created") @JsonInclude(Include.NON_NULL) String created,
        @JsonProperty("DockerVersion") String dockerVersion,
        @JsonProperty("Author") String author,
        @JsonProperty("Config") Map<String, Object> config,
        @JsonProperty("Architecture") String architecture,
        @JsonProperty("Variant") @JsonInclude(Include.NON_EMPTY) String variant,
        @JsonProperty("Os") String os,
        @JsonProperty("OsVersion") @JsonInclude(Include.NON_EMPTY) String osVersion,
        @JsonProperty("Size") long size,
        @JsonProperty("VirtualSize") @JsonInclude(Include.NON_NULL) Long virtualSize,
        @JsonProperty("GraphDriver") GraphDriver graphDriver,
        @JsonProperty("RootFS") RootFs rootFs,
        @JsonProperty("Metadata") Metadata metadata,
        @JsonProperty("Descriptor") @JsonInclude(Include.NON_NULL) DescriptorJson descriptor,
        @JsonProperty("Manifests") @JsonInclude(Include.NON_NULL) List<ManifestItem> manifests) {
    /**
     * Where layers lie.
     *
     * @param data null: containerd does not say
     * @param name of the snapshotter
     */
    public record GraphDriver(
            @JsonProperty("Data") Map<String, String> data, @JsonProperty("Name") String name) {}

    /** The layers by their diff ids; {@code type} is always {@code layers}. */
    public record RootFs(
            @JsonProperty("Type") String type,
            @JsonProperty("Layers") @JsonInclude(Include.NON_EMPTY) List<String> layers) {}

    /** What this engine remembers; {@code lastTagTime} is Go's zero time if it never was tagged. */
    public record Metadata(@JsonProperty("LastTagTime") String lastTagTime) {}
}
