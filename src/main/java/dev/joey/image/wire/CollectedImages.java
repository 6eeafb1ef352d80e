package dev.joey.image.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What a collection of unused images takes, or would take, away. Sizes in bytes. */
public record CollectedImages(
        @JsonProperty("DiskUsed") long diskUsed,
        @JsonProperty("DiskTotal") long diskTotal,
        @JsonProperty("Images") List<Item> images,
        @JsonProperty("SpaceReclaimed") long spaceReclaimed) {
    /**
     * An image.
     *
     * @param unusedSince RFC 3339
     */
    public record Item(
            @JsonProperty("Id") String id,
            @JsonProperty("Names") List<String> names,
            @JsonProperty("Size") long size,
            @JsonProperty("UnusedSince") String unusedSince) {}
}
