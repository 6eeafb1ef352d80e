package dev.joey.container.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * {@code HostConfig} of {@code GET /containers/{id}/json}: one flat object on the wire, five
 * records here. The order is dockerd's. Source: Docker Engine API 1.51, "HostConfig".
 */
@RegisterForReflection
public record HostConfigView(
        @JsonUnwrapped Basics basics,
        @JsonUnwrapped Sandbox sandbox,
        @JsonUnwrapped Limits limits,
        @JsonUnwrapped Paths paths,
        @JsonUnwrapped Stored stored) {

    /** What is the same on every platform. Console size is height and width. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Basics(
            List<String> binds,
            @JsonProperty("ContainerIDFile") String containerIdFile,
            LogConfig logConfig,
            String networkMode,
            Map<String, List<PortBinding>> portBindings,
            RestartPolicy restartPolicy,
            boolean autoRemove,
            String volumeDriver,
            List<String> volumesFrom,
            List<Integer> consoleSize,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> annotations) {}

    /** Capabilities, namespaces and what the process may do. The size is in bytes. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Sandbox(
            List<String> capAdd,
            List<String> capDrop,
            String cgroupnsMode,
            List<String> dns,
            List<String> dnsOptions,
            List<String> dnsSearch,
            List<String> extraHosts,
            List<String> groupAdd,
            String ipcMode,
            String cgroup,
            List<String> links,
            int oomScoreAdj,
            String pidMode,
            boolean privileged,
            boolean publishAllPorts,
            boolean readonlyRootfs,
            List<String> securityOpt,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> tmpfs,
            @JsonProperty("UTSMode") String utsMode,
            String usernsMode,
            long shmSize,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> sysctls,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String runtime,
            String isolation) {}

    /**
     * Limits; sizes in bytes, CPU times in microseconds.
     *
     * @param kernelMemory null from API 1.42 on
     */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Limits(
            long cpuShares,
            long memory,
            long nanoCpus,
            String cgroupParent,
            int blkioWeight,
            List<WeightDevice> blkioWeightDevice,
            List<ThrottleDevice> blkioDeviceReadBps,
            List<ThrottleDevice> blkioDeviceWriteBps,
            @JsonProperty("BlkioDeviceReadIOps") List<ThrottleDevice> blkioDeviceReadIops,
            @JsonProperty("BlkioDeviceWriteIOps") List<ThrottleDevice> blkioDeviceWriteIops,
            long cpuPeriod,
            long cpuQuota,
            long cpuRealtimePeriod,
            long cpuRealtimeRuntime,
            String cpusetCpus,
            String cpusetMems,
            List<DeviceMapping> devices,
            List<String> deviceCgroupRules,
            List<DeviceRequestBody> deviceRequests,
            @JsonInclude(JsonInclude.Include.NON_NULL) Long kernelMemory,
            long memoryReservation,
            long memorySwap,
            Long memorySwappiness,
            Boolean oomKillDisable,
            Long pidsLimit,
            List<Ulimit> ulimits,
            long cpuCount,
            long cpuPercent,
            @JsonProperty("IOMaximumIOps") long ioMaximumIops,
            @JsonProperty("IOMaximumBandwidth") long ioMaximumBandwidth) {}

    /** Paths of proc and sys that are hidden or read-only, and whether a tiny init runs. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Paths(
            List<String> maskedPaths,
            List<String> readonlyPaths,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean init) {}

    /** What is kept outside of the root. {@code mounts} is JSON text. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Stored(
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> storageOpt,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonRawValue String mounts) {}
}
