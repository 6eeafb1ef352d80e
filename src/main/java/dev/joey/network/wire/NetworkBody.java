package dev.joey.network.wire;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * The body of {@code POST /networks/create}. Source: Docker Engine API 1.51,
 * "NetworkCreateRequest". Every component is null or false when the client left it out.
 *
 * @param checkDuplicate of before API 1.44; names are always unique
 */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
@JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
public record NetworkBody(
        String name,
        boolean checkDuplicate,
        String driver,
        String scope,
        boolean internal,
        boolean attachable,
        boolean ingress,
        boolean configOnly,
        ConfigFrom configFrom,
        @JsonProperty("IPAM") Ipam ipam,
        @JsonProperty("EnableIPv4") Boolean enableIpv4,
        @JsonProperty("EnableIPv6") Boolean enableIpv6,
        Map<String, String> options,
        Map<String, String> labels) {
    /** The network whose config is taken over. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record ConfigFrom(String network) {}

    /** How addresses are given. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Ipam(String driver, Map<String, String> options, List<Subnet> config) {}

    /** A block of addresses. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Subnet(
            String subnet,
            @JsonProperty("IPRange") String ipRange,
            String gateway,
            Map<String, String> auxiliaryAddresses) {}
}
