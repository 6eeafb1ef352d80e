package dev.joey.container.wire;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * {@code HostConfig} of a create request. Source: Docker Engine API 1.24 to 1.51, "HostConfig" and
 * "Resources". Fields that only some version had (LxcConf, Capabilities, DiskQuota, MaximumIOps,
 * MaximumIOBps) and PouchContainer's own stand at the end. Every component is null, 0 or false when
 * the client left it out.
 *
 * @param consoleSize height and width
 * @param shmSize in bytes
 * @param nanoCpus billionths of a CPU
 * @param cpuPeriod in microseconds, as the other CPU times
 * @param memory in bytes, as the other memory sizes
 */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
@JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
public record HostConfigBody(
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
        Map<String, String> annotations,
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
        Map<String, String> storageOpt,
        Map<String, String> tmpfs,
        @JsonProperty("UTSMode") String utsMode,
        String usernsMode,
        long shmSize,
        Map<String, String> sysctls,
        String runtime,
        String isolation,
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
        long kernelMemory,
        @JsonProperty("KernelMemoryTCP") long kernelMemoryTcp,
        long memoryReservation,
        long memorySwap,
        Long memorySwappiness,
        Boolean oomKillDisable,
        Long pidsLimit,
        List<Ulimit> ulimits,
        long cpuCount,
        long cpuPercent,
        @JsonProperty("IOMaximumIOps") long ioMaximumIops,
        @JsonProperty("IOMaximumBandwidth") long ioMaximumBandwidth,
        List<MountBody> mounts,
        List<String> maskedPaths,
        List<String> readonlyPaths,
        Boolean init,
        Object lxcConf,
        List<String> capabilities,
        Object diskQuota,
        @JsonProperty("MaximumIOps") long maximumIops,
        @JsonProperty("MaximumIOBps") long maximumIoBps,
        String cgroupMode,
        String runtimeType,
        boolean enableLxcfs,
        boolean rich,
        String richMode,
        String initScript,
        String intelRdtL3Cbm,
        long scheLatSwitch,
        Long memoryWmarkRatio,
        Long memoryExtra,
        long memoryForceEmptyCtl,
        Map<String, Object> nvidiaConfig) {
    /** What a client means that sends no {@code HostConfig} at all. */
    public static final HostConfigBody EMPTY =
            new HostConfigBody(
                    null, null, null, null, null, null, false, null, null, null, null, null, null,
                    null, null, null, null, null, null, null, null, null, 0, null, false, false,
                    false, null, null, null, null, null, 0, null, null, null, 0, 0, 0, null, 0,
                    null, null, null, null, null, 0, 0, 0, 0, null, null, null, null, null, 0, 0, 0,
                    0, null, null, null, null, 0, 0, 0, 0, null, null, null, null, null, null, null,
                    0, 0, null, null, false, false, null, null, null, 0, null, null, 0, null);
}
