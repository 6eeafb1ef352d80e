package dev.joey.container.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The reply of "Create a new image from a container": the image's id. */
public record CommitResponse(@JsonProperty("Id") String id) {}
