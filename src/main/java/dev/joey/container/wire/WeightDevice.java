package dev.joey.container.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The block I/O weight of one device. */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record WeightDevice(String path, int weight) {}
