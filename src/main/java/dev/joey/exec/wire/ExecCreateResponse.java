package dev.joey.exec.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What create answers. */
@RegisterForReflection
public record ExecCreateResponse(@JsonProperty("Id") String id) {}
