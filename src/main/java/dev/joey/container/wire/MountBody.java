package dev.joey.container.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * A mount of the newer form. The option objects are kept as they came: no mount is supported yet.
 */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record MountBody(
        String type,
        String source,
        String target,
        boolean readOnly,
        String consistency,
        Map<String, Object> bindOptions,
        Map<String, Object> volumeOptions,
        Map<String, Object> imageOptions,
        Map<String, Object> tmpfsOptions,
        Map<String, Object> clusterOptions) {}
