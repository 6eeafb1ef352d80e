package dev.joey.network.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The answer of {@code POST /networks/prune}.
 *
 * @param networksDeleted names, null if none was
 */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record NetworksPruned(List<String> networksDeleted) {}
