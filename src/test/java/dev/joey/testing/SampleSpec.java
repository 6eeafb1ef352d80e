package dev.joey.testing;

import dev.joey.container.ContainerSpec;
import dev.joey.container.ContainerSpec.DeviceMapping;
import dev.joey.container.ContainerSpec.Host;
import dev.joey.container.ContainerSpec.Identity;
import dev.joey.container.ContainerSpec.ImageDefaults;
import dev.joey.container.ContainerSpec.InitProcess;
import dev.joey.container.ContainerSpec.LogConfig;
import dev.joey.container.ContainerSpec.Resources;
import dev.joey.container.ContainerSpec.RestartPolicy;
import dev.joey.container.ContainerSpec.Security;
import dev.joey.container.ContainerSpec.Stop;
import dev.joey.container.ContainerSpec.ThrottleDevice;
import dev.joey.container.ContainerSpec.Ulimit;
import dev.joey.container.ContainerSpec.WeightDevice;
import dev.joey.oci.Digest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A container spec as {@code docker create busybox sh} makes it, to be changed by a test. */
public final class SampleSpec {
    public Digest imageId = new Digest("sha256:" + "0".repeat(64));
    public List<String> entrypoint = List.of();
    public List<String> cmd = List.of("sh");
    public List<String> env = List.of();
    public String user = "";
    public String workingDir = "";
    public boolean tty;
    public boolean openStdin;
    public Map<String, String> labels = Map.of();
    public Stop stop = new Stop(null, null);
    public boolean autoRemove;
    public RestartPolicy restartPolicy = new RestartPolicy("no", 0);
    public List<Integer> consoleSize = List.of(0, 0);
    public String hostname = "0123456789ab";
    public String domainname = "";
    public Map<String, String> annotations = Map.of();
    public String networkMode = "none";
    public String cgroupParent = "";
    public Boolean init;
    public String ipcMode = "private";
    public String pidMode = "";
    public String utsMode = "";
    public String cgroupnsMode = "";
    public long shmSizeBytes = 64L << 20;
    public Map<String, String> tmpfs = Map.of();
    public Map<String, String> sysctls = Map.of();
    public long memoryBytes;
    public long memoryReservationBytes;
    public long memorySwapBytes;
    public Long memorySwappiness;
    public Boolean oomKillDisable;
    public int oomScoreAdj;
    public long cpuShares;
    public long cpuPeriodMicros;
    public long cpuQuotaMicros;
    public long cpuRealtimePeriodMicros;
    public long cpuRealtimeRuntimeMicros;
    public long nanoCpus;
    public String cpusetCpus = "";
    public String cpusetMems = "";
    public Long pidsLimit;
    public int blkioWeight;
    public List<WeightDevice> blkioWeightDevice = List.of();
    public List<ThrottleDevice> readBps = List.of();
    public List<ThrottleDevice> writeIops = List.of();
    public List<Ulimit> ulimits = List.of();
    public List<DeviceMapping> devices = List.of();
    public List<String> deviceCgroupRules = List.of();
    public boolean privileged;
    public boolean readonlyRootfs;
    public List<String> capAdd = List.of();
    public List<String> capDrop = List.of();
    public List<String> groupAdd = List.of();
    public List<String> securityOptions = List.of();
    public List<String> maskedPaths;
    public List<String> readonlyPaths;

    public ContainerSpec made() {
        return new ContainerSpec(
                "busybox",
                imageId,
                new InitProcess(
                        entrypoint,
                        cmd,
                        env,
                        user,
                        workingDir,
                        tty,
                        openStdin,
                        false,
                        false,
                        true,
                        true,
                        consoleSize),
                new Identity(hostname, domainname, labels, annotations),
                stop,
                new ImageDefaults(Set.of(), Set.of(), List.of(), List.of(), false),
                host(),
                resources(),
                security());
    }

    public Host host() {
        return new Host(
                networkMode,
                autoRemove,
                restartPolicy,
                new LogConfig("json-file", Map.of()),
                "runc",
                cgroupParent,
                init,
                ipcMode,
                pidMode,
                utsMode,
                cgroupnsMode,
                shmSizeBytes,
                tmpfs,
                sysctls,
                "overlayfs");
    }

    public Resources resources() {
        return new Resources(
                memoryBytes,
                memoryReservationBytes,
                memorySwapBytes,
                memorySwappiness,
                oomKillDisable,
                oomScoreAdj,
                cpuShares,
                cpuPeriodMicros,
                cpuQuotaMicros,
                cpuRealtimePeriodMicros,
                cpuRealtimeRuntimeMicros,
                nanoCpus,
                cpusetCpus,
                cpusetMems,
                pidsLimit,
                blkioWeight,
                blkioWeightDevice,
                readBps,
                List.of(),
                List.of(),
                writeIops,
                ulimits,
                devices,
                deviceCgroupRules);
    }

    public Security security() {
        return new Security(
                privileged,
                readonlyRootfs,
                capAdd,
                capDrop,
                groupAdd,
                securityOptions,
                maskedPaths,
                readonlyPaths);
    }
}
