package dev.joey.container.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/** The networks that a new container joins, by name. */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record NetworkingConfigBody(Map<String, EndpointBody> endpointsConfig) {}
