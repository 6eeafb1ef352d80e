package dev.joey.volume.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * A volume. Source: Docker Engine API 1.51, "Volume".
 *
 * @param createdAt RFC 3339
 * @param usageData only in disk usage
 */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record VolumeDocument(
        String createdAt,
        String driver,
        Map<String, String> labels,
        String mountpoint,
        String name,
        Map<String, String> options,
        String scope,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> status,
        @JsonInclude(JsonInclude.Include.NON_NULL) UsageData usageData) {
    /** What it holds, in bytes, -1 for unknown; and how many containers have it. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record UsageData(long size, long refCount) {}
}
