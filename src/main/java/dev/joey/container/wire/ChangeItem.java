package dev.joey.container.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An element of "Get changes on a container's filesystem".
 *
 * @param kind 0 modified, 1 added, 2 deleted
 */
public record ChangeItem(@JsonProperty("Path") String path, @JsonProperty("Kind") int kind) {}
