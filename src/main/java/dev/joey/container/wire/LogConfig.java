package dev.joey.container.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/** The log driver and its options. */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record LogConfig(String type, Map<String, String> config) {}
