package dev.joey.system.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * The answer of {@code GET /version}. Source: Docker Engine API 1.51, SystemVersion.
 *
 * @param components the engine and what it stands on
 * @param goVersion what the engine runs on; clients print it under this name
 */
@RegisterForReflection(
        targets = {
            VersionDocument.class,
            VersionDocument.Platform.class,
            VersionDocument.Component.class,
            UpperCamelCaseStrategy.class
        })
@JsonNaming(UpperCamelCaseStrategy.class)
public record VersionDocument(
        Platform platform,
        List<Component> components,
        String version,
        String apiVersion,
        @com.fasterxml.jackson.annotation.JsonProperty("MinAPIVersion") String minApiVersion,
        String gitCommit,
        String goVersion,
        String os,
        String arch,
        String kernelVersion,
        String buildTime) {
    public VersionDocument {
        components = List.copyOf(components);
    }

    /** The product. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Platform(String name) {}

    /** A part with a version of its own. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Component(String name, String version, Map<String, String> details) {}
}
