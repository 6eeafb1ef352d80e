package dev.joey.container.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Where a port is published on the host; both may be empty. */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record PortBinding(String hostIp, String hostPort) {}
