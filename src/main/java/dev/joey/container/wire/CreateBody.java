package dev.joey.container.wire;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * The body of {@code POST /containers/create}. Source: Docker Engine API 1.24 to 1.51,
 * "ContainerConfig"; what is PouchContainer's own stands behind {@code networkingConfig}; the
 * resource fields before it were part of this object until API 1.18 and are still sent by old
 * clients. Every component is null, 0 or false when the client left it out. Names are matched
 * without regard to case, as Docker does.
 *
 * @param exposedPorts keys as {@code 80/tcp}; the values mean nothing
 * @param cmd an array, or a string that counts as an array of one
 * @param volumes keys are paths; the values mean nothing
 * @param entrypoint null inherits the image's, empty means none
 * @param stopTimeout in seconds
 */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
@JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
public record CreateBody(
        String hostname,
        String domainname,
        String user,
        boolean attachStdin,
        boolean attachStdout,
        boolean attachStderr,
        Map<String, Object> exposedPorts,
        boolean tty,
        boolean openStdin,
        boolean stdinOnce,
        List<String> env,
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> cmd,
        HealthcheckBody healthcheck,
        boolean argsEscaped,
        String image,
        Map<String, Object> volumes,
        String workingDir,
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> entrypoint,
        boolean networkDisabled,
        String macAddress,
        List<String> onBuild,
        Map<String, String> labels,
        String stopSignal,
        Integer stopTimeout,
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> shell,
        long memory,
        long memorySwap,
        long cpuShares,
        String cpuset,
        String cpusetCpus,
        String volumeDriver,
        HostConfigBody hostConfig,
        NetworkingConfigBody networkingConfig,
        boolean disableNetworkFiles,
        boolean rich,
        String richMode,
        String initScript,
        Map<String, String> diskQuota,
        @JsonProperty("QuotaID") String quotaId,
        Map<String, String> specAnnotation,
        long netPriority,
        @JsonProperty("SpecificID") String specificId,
        String snapshotter) {}
