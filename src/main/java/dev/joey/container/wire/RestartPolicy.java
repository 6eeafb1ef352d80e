package dev.joey.container.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** When a container that ended starts again. */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record RestartPolicy(String name, int maximumRetryCount) {}
