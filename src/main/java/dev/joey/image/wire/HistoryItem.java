package dev.joey.image.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * An element of "Get the history of an image".
 *
 * @param created in seconds since 1970; 0 if unknown
 * @param id of the image for the newest, {@code <missing>} for the others
 * @param size of the layer that this step made, in bytes
 * @param tags of the image for the newest; null for the others
 */
public record HistoryItem(
        @JsonProperty("Comment") String comment,
        @JsonProperty("Created") long created,
        @JsonProperty("CreatedBy") String createdBy,
        @JsonProperty("Id") String id,
        @JsonProperty("Size") long size,
        @JsonProperty("Tags") List<String> tags) {}
