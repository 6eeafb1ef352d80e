package dev.joey.container.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** Addresses that are asked for. */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record IpamConfigBody(
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("IPv4Address") String ipv4Address,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("IPv6Address") String ipv6Address,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("LinkLocalIPs")
                List<String> linkLocalIps) {}
