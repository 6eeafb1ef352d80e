package dev.joey.container.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/** A request for devices from a device driver, as GPUs; a count of -1 means all. */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record DeviceRequestBody(
        String driver,
        int count,
        @JsonProperty("DeviceIDs") List<String> deviceIds,
        List<List<String>> capabilities,
        Map<String, String> options) {}
