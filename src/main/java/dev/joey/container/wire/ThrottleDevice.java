package dev.joey.container.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The limit of one device, in bytes or operations per second. */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record ThrottleDevice(String path, long rate) {}
