package dev.joey.container.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** The processes of a container: the columns of ps and a row for each process. */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record TopResponse(List<String> titles, List<List<String>> processes) {}
