package dev.joey.image.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * An element of "List Images".
 *
 * @param containers that use it; -1: not counted
 * @param created in seconds since 1970; 0 if unknown
 * @param labels null if there are none
 * @param sharedSize in bytes; -1 if not asked for
 * @param virtualSize as {@code size}, until version 1.43; else null
 * @param descriptor from version 1.48; else null
 * @param manifests null if not asked for
 */
public record ListedImage(
        @JsonProperty("Containers") long containers,
        @JsonProperty("Created") long created,
        @JsonProperty("Id") String id,
        @JsonProperty("Labels") Map<String, String> labels,
        @JsonProperty("ParentId") String parentId,
        @JsonProperty("Descriptor") @JsonInclude(Include.NON_NULL) DescriptorJson descriptor,
        @JsonProperty("RepoDigests") List<String> repoDigests,
        @JsonProperty("RepoTags") List<String> repoTags,
        @JsonProperty("SharedSize") long sharedSize,
        @JsonProperty("Size") long size,
        @JsonProperty("VirtualSize") @JsonInclude(Include.NON_NULL) Long virtualSize,
        @JsonProperty("Manifests") @JsonInclude(Include.NON_NULL) List<ManifestItem> manifests) {
    /** The same with its manifests. */
    public ListedImage with(List<ManifestItem> some) {
        return new ListedImage(
                containers,
                created,
                id,
                labels,
                parentId,
                descriptor,
                repoDigests,
                repoTags,
                sharedSize,
                size,
                virtualSize,
                some);
    }
}
