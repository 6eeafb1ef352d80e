package dev.joey.container.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A limit of setrlimit(2) without its prefix; -1 is unlimited. */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record Ulimit(String name, long hard, long soft) {}
