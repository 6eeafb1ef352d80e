package dev.joey.volume.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** The answer of {@code GET /volumes}. Source: Docker Engine API 1.51, "VolumeListResponse". */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record VolumeList(List<VolumeDocument> volumes, List<String> warnings) {}
