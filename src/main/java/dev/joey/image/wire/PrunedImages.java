package dev.joey.image.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The reply of "Delete unused images"; the space in bytes. */
public record PrunedImages(
        @JsonProperty("ImagesDeleted") List<RemovedItem> imagesDeleted,
        @JsonProperty("SpaceReclaimed") long spaceReclaimed) {}
