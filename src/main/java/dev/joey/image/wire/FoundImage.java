package dev.joey.image.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** An item of {@code GET /images/search}. Source: Docker Engine API, ImageSearch. */
@RegisterForReflection
public record FoundImage(
        @JsonProperty("star_count") int stars,
        @JsonProperty("is_official") boolean official,
        @JsonProperty("name") String name,
        @JsonProperty("is_automated") boolean automated,
        @JsonProperty("description") String description) {}
