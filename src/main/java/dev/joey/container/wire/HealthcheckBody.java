package dev.joey.container.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * How to see whether a container is well. Durations in nanoseconds, 0 inherits; an empty test
 * inherits, {@code NONE} disables.
 */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record HealthcheckBody(
        List<String> test,
        long interval,
        long timeout,
        long startPeriod,
        long startInterval,
        int retries) {}
