package dev.joey.system.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * The answer of {@code GET /info}. Source: Docker Engine API 1.51, SystemInfo. Grouped here; flat
 * in JSON.
 *
 * @param bridgeNfIptables before API 1.50 alone, and false
 * @param containerd from API 1.46
 */
@RegisterForReflection(
        targets = {
            InfoDocument.class,
            InfoDocument.Contents.class,
            InfoDocument.Limits.class,
            InfoDocument.Daemon.class,
            InfoDocument.Machine.class,
            InfoDocument.Settings.class,
            InfoDocument.Programs.class,
            InfoDocument.Plugins.class,
            InfoDocument.RegistryConfig.class,
            InfoDocument.Index.class,
            InfoDocument.OciRuntime.class,
            InfoDocument.Swarm.class,
            InfoDocument.Commit.class,
            InfoDocument.Containerd.class,
            InfoDocument.Namespaces.class
        })
@JsonNaming(UpperCamelCaseStrategy.class)
public record InfoDocument(
        @JsonProperty("ID") String id,
        @JsonUnwrapped Contents contents,
        @JsonUnwrapped Limits limits,
        @JsonUnwrapped Daemon daemon,
        @JsonUnwrapped Machine machine,
        @JsonUnwrapped Settings settings,
        @JsonUnwrapped Programs programs,
        Swarm swarm,
        @JsonProperty("CDISpecDirs") List<String> cdiSpecDirs,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean bridgeNfIptables,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean bridgeNfIp6tables,
        @JsonInclude(JsonInclude.Include.NON_NULL) Containerd containerd,
        List<String> warnings) {

    /** What the engine holds and where. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Contents(
            int containers,
            int containersRunning,
            int containersPaused,
            int containersStopped,
            int images,
            String driver,
            List<List<String>> driverStatus,
            Plugins plugins) {}

    /** The drivers by kind; null where the kind is not there at all. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Plugins(
            List<String> volume,
            List<String> network,
            List<String> authorization,
            List<String> log) {}

    /** What containers may be limited by. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Limits(
            boolean memoryLimit,
            boolean swapLimit,
            boolean cpuCfsPeriod,
            boolean cpuCfsQuota,
            @JsonProperty("CPUShares") boolean cpuShares,
            @JsonProperty("CPUSet") boolean cpuSet,
            boolean pidsLimit,
            boolean oomKillDisable,
            @JsonProperty("IPv4Forwarding") boolean ipv4Forwarding) {}

    /** The daemon's process. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Daemon(
            boolean debug,
            @JsonProperty("NFd") int openFiles,
            @JsonProperty("NGoroutines") int threads,
            String systemTime,
            @JsonProperty("NEventsListener") int eventsListeners) {}

    /** The host. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Machine(
            String loggingDriver,
            String cgroupDriver,
            String cgroupVersion,
            String kernelVersion,
            String operatingSystem,
            @JsonProperty("OSVersion") String osVersion,
            @JsonProperty("OSType") String osType,
            String architecture,
            @JsonProperty("NCPU") int cpus,
            long memTotal,
            List<String> genericResources,
            String name) {}

    /** What the operator chose. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Settings(
            String indexServerAddress,
            RegistryConfig registryConfig,
            String dockerRootDir,
            String httpProxy,
            String httpsProxy,
            String noProxy,
            List<String> labels,
            boolean experimentalBuild,
            boolean liveRestoreEnabled,
            String isolation,
            List<String> securityOptions) {}

    /** What the engine runs and runs on. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Programs(
            String serverVersion,
            Map<String, OciRuntime> runtimes,
            String defaultRuntime,
            String initBinary,
            Commit containerdCommit,
            Commit runcCommit,
            Commit initCommit) {}

    /** The registries. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record RegistryConfig(
            @JsonProperty("InsecureRegistryCIDRs") List<String> insecureRegistryCidrs,
            Map<String, Index> indexConfigs,
            List<String> mirrors) {}

    /** A registry. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Index(String name, List<String> mirrors, boolean secure, boolean official) {}

    /** An OCI runtime. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record OciRuntime(String path, List<String> runtimeArgs) {}

    /** There is none. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Swarm(
            @JsonProperty("NodeID") String nodeId,
            String nodeAddr,
            String localNodeState,
            boolean controlAvailable,
            String error,
            List<String> remoteManagers) {
        /** No swarm, in Docker's words. */
        public static final Swarm INACTIVE = new Swarm("", "", "inactive", false, "", null);
    }

    /**
     * A program's commit.
     *
     * @param expected the same once more, before API 1.49 alone
     */
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Commit(
            @JsonProperty("ID") String id,
            @JsonInclude(JsonInclude.Include.NON_NULL) String expected) {}

    /** The containerd below. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Containerd(String address, Namespaces namespaces) {}

    /** Where the engine's objects are in containerd. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record Namespaces(String containers, String plugins) {}
}
