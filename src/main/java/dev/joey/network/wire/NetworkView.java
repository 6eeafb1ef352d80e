package dev.joey.network.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * A network as the API shows it. Source: Docker Engine API 1.51, "Network".
 *
 * @param created RFC 3339 with nanoseconds, UTC
 * @param enableIpv4 from API 1.48 on, null before
 */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record NetworkView(
        String name,
        String id,
        String created,
        String scope,
        String driver,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("EnableIPv4") Boolean enableIpv4,
        @JsonProperty("EnableIPv6") boolean enableIpv6,
        @JsonProperty("IPAM") Ipam ipam,
        boolean internal,
        boolean attachable,
        boolean ingress,
        ConfigFrom configFrom,
        boolean configOnly,
        Map<String, Container> containers,
        Map<String, String> options,
        Map<String, String> labels) {
    /** How addresses are given. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Ipam(String driver, Map<String, String> options, List<Subnet> config) {}

    /** A block of addresses. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Subnet(
            String subnet,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonProperty("IPRange") String ipRange,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String gateway,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> auxiliaryAddresses) {}

    /** The network whose config was taken over: none. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record ConfigFrom(String network) {}

    /** A container that runs in it; addresses with their prefix length. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Container(
            String name,
            @JsonProperty("EndpointID") String endpointId,
            String macAddress,
            @JsonProperty("IPv4Address") String ipv4Address,
            @JsonProperty("IPv6Address") String ipv6Address) {}
}
