package dev.joey.image.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The answer of {@code POST /auth}. */
@RegisterForReflection
public record LoginAnswer(
        @JsonProperty("Status") String status,
        @JsonProperty("IdentityToken") String identityToken) {}
