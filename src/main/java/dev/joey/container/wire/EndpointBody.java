package dev.joey.container.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * How a container sits in one network, as asked. The fields that only the engine fills (ids and
 * addresses) are read and mean nothing, as in Docker.
 */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record EndpointBody(
        @JsonProperty("IPAMConfig") IpamConfigBody ipamConfig,
        List<String> links,
        List<String> aliases,
        String macAddress,
        Map<String, String> driverOpts,
        int gwPriority) {}
