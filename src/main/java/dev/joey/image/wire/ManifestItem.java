package dev.joey.image.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A manifest of an image, "ImageManifestSummary" of the API. Here an image has one, and all of it
 * is there.
 *
 * @param kind always {@code image}
 */
public record ManifestItem(
        @JsonProperty("ID") String id,
        @JsonProperty("Descriptor") DescriptorJson descriptor,
        @JsonProperty("Available") boolean available,
        @JsonProperty("Size") Size size,
        @JsonProperty("Kind") String kind,
        @JsonProperty("ImageData") ImageData imageData) {
    /**
     * In bytes.
     *
     * @param content of the blobs
     * @param total of blobs and unpacked layers
     */
    public record Size(@JsonProperty("Content") long content, @JsonProperty("Total") long total) {}

    /**
     * Of an image.
     *
     * @param containers ids of those that use it
     */
    public record ImageData(
            @JsonProperty("Platform") PlatformJson platform,
            @JsonProperty("Containers") List<String> containers,
            @JsonProperty("Size") UnpackedSize size) {}

    /** In bytes. */
    public record UnpackedSize(@JsonProperty("Unpacked") long unpacked) {}

    /** OCI's platform. */
    public record PlatformJson(
            String architecture, String os, @JsonInclude(Include.NON_EMPTY) String variant) {}
}
