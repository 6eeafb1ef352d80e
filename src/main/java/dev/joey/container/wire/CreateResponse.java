package dev.joey.container.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** The answer to create. Warnings is never null: clients iterate over it. */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record CreateResponse(String id, List<String> warnings) {}
