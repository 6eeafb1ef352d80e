package dev.joey.image.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** The answer of {@code GET /distribution/{name}/json}. */
@RegisterForReflection
public record DistributionDocument(
        @JsonProperty("Descriptor") DescriptorJson descriptor,
        @JsonProperty("Platforms") List<PlatformJson> platforms) {
    /** What an image runs on. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record PlatformJson(String architecture, String os, String variant) {}
}
