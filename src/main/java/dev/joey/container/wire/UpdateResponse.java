package dev.joey.container.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** The answer to update. */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record UpdateResponse(List<String> warnings) {}
