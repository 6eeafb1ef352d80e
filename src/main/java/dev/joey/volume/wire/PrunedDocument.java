package dev.joey.volume.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** The answer of {@code POST /volumes/prune}; {@code spaceReclaimed} in bytes. */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record PrunedDocument(List<String> volumesDeleted, long spaceReclaimed) {}
