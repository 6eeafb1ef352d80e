package dev.joey.container.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** Addresses that are asked for. */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record IpamConfigBody(
        @JsonProperty("IPv4Address") String ipv4Address,
        @JsonProperty("IPv6Address") String ipv6Address,
        @JsonProperty("LinkLocalIPs") List<String> linkLocalIps) {}
