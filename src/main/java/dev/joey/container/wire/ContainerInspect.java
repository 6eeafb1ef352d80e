package dev.joey.container.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * The answer of {@code GET /containers/{id}/json}. Source: Docker Engine API 1.51,
 * "ContainerInspectResponse".
 *
 * @param created RFC 3339 with nanoseconds, UTC
 * @param image the image's id
 * @param name with a leading slash
 * @param execIds null if there are none
 * @param sizeRw in bytes; left out unless asked for, as {@code sizeRootFs}
 * @param imageManifestDescriptor from API 1.48 on
 * @param logFault Joey's own: why the log cannot be written at present; left out when it can
 */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record ContainerInspect(
        String id,
        String created,
        String path,
        List<String> args,
        State state,
        String image,
        String resolvConfPath,
        String hostnamePath,
        String hostsPath,
        String logPath,
        String name,
        int restartCount,
        String driver,
        String platform,
        String mountLabel,
        String processLabel,
        String appArmorProfile,
        @JsonProperty("ExecIDs") List<String> execIds,
        HostConfigView hostConfig,
        GraphDriver graphDriver,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long sizeRw,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long sizeRootFs,
        List<Mount> mounts,
        Config config,
        NetworkSettings networkSettings,
        @JsonInclude(JsonInclude.Include.NON_NULL) ImageManifest imageManifestDescriptor,
        @JsonInclude(JsonInclude.Include.NON_NULL) String logFault) {

    /** What the container is doing; a never-reached time is {@code 0001-01-01T00:00:00Z}. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record State(
            String status,
            boolean running,
            boolean paused,
            boolean restarting,
            @JsonProperty("OOMKilled") boolean oomKilled,
            boolean dead,
            long pid,
            int exitCode,
            String error,
            String startedAt,
            String finishedAt) {}

    /** Where the root file system comes from. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record GraphDriver(Map<String, String> data, String name) {}

    /** A mount of the container. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Mount(
            String type,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String name,
            String source,
            String destination,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String driver,
            String mode,
            @JsonProperty("RW") boolean rw,
            String propagation) {}

    /**
     * The portable part of what was asked, merged with the image's config.
     *
     * @param healthcheck JSON text
     * @param stopTimeout in seconds
     */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Config(
            String hostname,
            String domainname,
            String user,
            boolean attachStdin,
            boolean attachStdout,
            boolean attachStderr,
            @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    Map<String, Map<String, String>> exposedPorts,
            boolean tty,
            boolean openStdin,
            boolean stdinOnce,
            List<String> env,
            List<String> cmd,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonRawValue String healthcheck,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean argsEscaped,
            String image,
            Map<String, Map<String, String>> volumes,
            String workingDir,
            List<String> entrypoint,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean networkDisabled,
            List<String> onBuild,
            Map<String, String> labels,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String stopSignal,
            @JsonInclude(JsonInclude.Include.NON_NULL) Integer stopTimeout,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> shell) {}

    /** The networks of a container, and the fields of the default bridge from before API 1.21. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record NetworkSettings(
            String bridge,
            @JsonProperty("SandboxID") String sandboxId,
            String sandboxKey,
            Map<String, List<PortBinding>> ports,
            boolean hairpinMode,
            @JsonProperty("LinkLocalIPv6Address") String linkLocalIpv6Address,
            @JsonProperty("LinkLocalIPv6PrefixLen") int linkLocalIpv6PrefixLen,
            @JsonProperty("SecondaryIPAddresses") List<String> secondaryIpAddresses,
            @JsonProperty("SecondaryIPv6Addresses") List<String> secondaryIpv6Addresses,
            @JsonProperty("EndpointID") String endpointId,
            String gateway,
            @JsonProperty("GlobalIPv6Address") String globalIpv6Address,
            @JsonProperty("GlobalIPv6PrefixLen") int globalIpv6PrefixLen,
            @JsonProperty("IPAddress") String ipAddress,
            @JsonProperty("IPPrefixLen") int ipPrefixLen,
            @JsonProperty("IPv6Gateway") String ipv6Gateway,
            String macAddress,
            Map<String, Endpoint> networks) {}

    /**
     * How a container sits in one network.
     *
     * @param gwPriority from API 1.48 on, null before
     */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Endpoint(
            @JsonProperty("IPAMConfig") IpamConfigBody ipamConfig,
            List<String> links,
            List<String> aliases,
            String macAddress,
            Map<String, String> driverOpts,
            @JsonInclude(JsonInclude.Include.NON_NULL) Integer gwPriority,
            @JsonProperty("NetworkID") String networkId,
            @JsonProperty("EndpointID") String endpointId,
            String gateway,
            @JsonProperty("IPAddress") String ipAddress,
            @JsonProperty("IPPrefixLen") int ipPrefixLen,
            @JsonProperty("IPv6Gateway") String ipv6Gateway,
            @JsonProperty("GlobalIPv6Address") String globalIpv6Address,
            @JsonProperty("GlobalIPv6PrefixLen") int globalIpv6PrefixLen,
            @JsonProperty("DNSNames") List<String> dnsNames) {}

    /** The manifest the container was made from, an OCI descriptor. */
    @RegisterForReflection
    public record ImageManifest(String mediaType, String digest, long size, Platform platform) {}

    /** An OCI platform. */
    @RegisterForReflection
    public record Platform(
            String architecture,
            String os,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String variant) {}
}
