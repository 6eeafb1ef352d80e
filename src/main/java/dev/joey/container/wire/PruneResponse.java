package dev.joey.container.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** What prune removed; space in bytes. */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record PruneResponse(List<String> containersDeleted, long spaceReclaimed) {}
