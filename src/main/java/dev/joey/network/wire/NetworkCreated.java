package dev.joey.network.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The answer of {@code POST /networks/create}. */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record NetworkCreated(String id, String warning) {}
