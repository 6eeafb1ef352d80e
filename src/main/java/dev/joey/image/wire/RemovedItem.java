package dev.joey.image.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;

/** An element of "Remove an image"'s reply: one of the two is null. */
public record RemovedItem(
        @JsonProperty("Untagged") @JsonInclude(Include.NON_NULL) String untagged,
        @JsonProperty("Deleted") @JsonInclude(Include.NON_NULL) String deleted) {}
