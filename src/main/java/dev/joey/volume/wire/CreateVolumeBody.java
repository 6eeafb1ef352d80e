package dev.joey.volume.wire;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * The body of {@code POST /volumes/create}. Source: Docker Engine API 1.51, "VolumeCreateOptions".
 *
 * @param clusterVolumeSpec of Swarm
 */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
@JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
public record CreateVolumeBody(
        String name,
        String driver,
        Map<String, String> driverOpts,
        Map<String, String> labels,
        Map<String, Object> clusterVolumeSpec) {}
