package dev.joey.container;

import dev.joey.network.Attachment;
import dev.joey.oci.Digest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a container was asked to be, merged with its image's config. Fixed at create, but for what
 * {@code update} may change. Stored as JSON with {@link #VERSION}. Names and meanings are Docker's;
 * lists and maps are never null, an absent scalar is null where Docker tells absent from zero.
 *
 * @param image as the user wrote it
 * @param imageId the image's config digest
 */
@RegisterForReflection(ignoreNested = false)
public record ContainerSpec(
        String image,
        Digest imageId,
        InitProcess process,
        Identity identity,
        Stop stop,
        ImageDefaults imageDefaults,
        Host host,
        Resources resources,
        Security security,
        Declared declared,
        Network network,
        Storage storage) {
    /** Of the JSON form. A reader of an older form maps it up. */
    public static final int VERSION = 1;

    /** Rows of earlier forms have no {@code declared}, {@code network} or {@code storage}. */
    public ContainerSpec {
        declared = declared == null ? Declared.NOTHING : declared;
        network = network == null ? Network.NONE : network;
        storage = storage == null ? Storage.NONE : storage;
    }

    /** A container for which nothing was declared that has no effect. */
    public ContainerSpec(
            String image,
            Digest imageId,
            InitProcess process,
            Identity identity,
            Stop stop,
            ImageDefaults imageDefaults,
            Host host,
            Resources resources,
            Security security) {
        this(
                image,
                imageId,
                process,
                identity,
                stop,
                imageDefaults,
                host,
                resources,
                security,
                Declared.NOTHING,
                Network.NONE,
                Storage.NONE);
    }

    /** The same but for what may be corrected at create and changed by update. */
    public ContainerSpec with(Host newHost, Resources newResources) {
        return new ContainerSpec(
                image,
                imageId,
                process,
                identity,
                stop,
                imageDefaults,
                newHost,
                newResources,
                security,
                declared,
                network,
                storage);
    }

    /**
     * The same with the names of the container whose network it shares.
     *
     * @param more environment, in front of its own
     */
    ContainerSpec named(Identity other, List<String> more) {
        return new ContainerSpec(
                image,
                imageId,
                more.isEmpty() ? process : process.with(more),
                new Identity(
                        other.hostname(),
                        other.domainname(),
                        identity.labels(),
                        identity.annotations()),
                stop,
                imageDefaults,
                host,
                resources,
                security,
                declared,
                network,
                storage);
    }

    /** The same with other mounts. */
    public ContainerSpec with(Storage newStorage) {
        return new ContainerSpec(
                image,
                imageId,
                process,
                identity,
                stop,
                imageDefaults,
                host,
                resources,
                security,
                declared,
                network,
                newStorage);
    }

    /**
     * The init process.
     *
     * @param entrypoint and {@code cmd} together are the command line
     * @param user {@code user[:group]}, names or numbers, empty for root
     * @param workingDir absolute, or empty for {@code /}
     */
    public record InitProcess(
            List<String> entrypoint,
            List<String> cmd,
            List<String> env,
            String user,
            String workingDir,
            boolean tty,
            boolean openStdin,
            boolean stdinOnce,
            boolean attachStdin,
            boolean attachStdout,
            boolean attachStderr,
            List<Integer> consoleSize) {
        private InitProcess with(List<String> more) {
            return new InitProcess(
                    entrypoint,
                    cmd,
                    Stream.concat(more.stream(), env.stream()).toList(),
                    user,
                    workingDir,
                    tty,
                    openStdin,
                    stdinOnce,
                    attachStdin,
                    attachStdout,
                    attachStderr,
                    consoleSize);
        }
    }

    /** How the container is known to itself and to users. */
    public record Identity(
            String hostname,
            String domainname,
            Map<String, String> labels,
            Map<String, String> annotations) {}

    /**
     * How it is stopped.
     *
     * @param signal a name or number, or null for the engine's default SIGTERM
     * @param timeoutSeconds before SIGKILL; -1 waits for ever; null for the engine's default
     */
    public record Stop(String signal, Integer timeoutSeconds) {}

    /** What the image or the user declares without effect on the process. */
    public record ImageDefaults(
            Set<String> exposedPorts,
            Set<String> volumes,
            List<String> onBuild,
            List<String> shell,
            boolean argsEscaped) {}

    /**
     * How it sits on the host.
     *
     * @param networkMode {@code bridge}, {@code none}, {@code host}, {@code container:…}, {@code
     *     netns:…} or the name of a user's network
     * @param runtime name of a configured runtime
     * @param init null for the daemon's default
     */
    public record Host(
            String networkMode,
            boolean autoRemove,
            RestartPolicy restartPolicy,
            LogConfig log,
            String runtime,
            String cgroupParent,
            Boolean init,
            String ipcMode,
            String pidMode,
            String utsMode,
            String cgroupnsMode,
            long shmSizeBytes,
            Map<String, String> tmpfs,
            Map<String, String> sysctls,
            String snapshotter) {}

    /**
     * The restart policy: {@code no}, {@code always}, {@code unless-stopped}, {@code on-failure}.
     */
    public record RestartPolicy(String name, int maximumRetryCount) {}

    /** The log driver and its options. */
    public record LogConfig(String driver, Map<String, String> options) {}

    /**
     * Limits. 0 means none where the comment says nothing else.
     *
     * @param memorySwapBytes memory plus swap; -1 unlimited swap; 0 twice the memory
     * @param memorySwappiness 0 to 100; null for the kernel's
     * @param nanoCpus billionths of a CPU
     * @param pidsLimit null, 0 or -1 for none
     */
    public record Resources(
            long memoryBytes,
            long memoryReservationBytes,
            long memorySwapBytes,
            Long memorySwappiness,
            Boolean oomKillDisable,
            int oomScoreAdj,
            long cpuShares,
            long cpuPeriodMicros,
            long cpuQuotaMicros,
            long cpuRealtimePeriodMicros,
            long cpuRealtimeRuntimeMicros,
            long nanoCpus,
            String cpusetCpus,
            String cpusetMems,
            Long pidsLimit,
            int blkioWeight,
            List<WeightDevice> blkioWeightDevice,
            List<ThrottleDevice> blkioDeviceReadBps,
            List<ThrottleDevice> blkioDeviceWriteBps,
            List<ThrottleDevice> blkioDeviceReadIops,
            List<ThrottleDevice> blkioDeviceWriteIops,
            List<Ulimit> ulimits,
            List<DeviceMapping> devices,
            List<String> deviceCgroupRules) {}

    /** {@code weight} 10 to 1000. */
    public record WeightDevice(String path, int weight) {}

    /** {@code rate} in bytes or operations per second. */
    public record ThrottleDevice(String path, long rate) {}

    /** A resource limit of setrlimit(2), {@code name} as {@code nofile}; -1 is unlimited. */
    public record Ulimit(String name, long soft, long hard) {}

    /** {@code permissions} of r, w, m. */
    public record DeviceMapping(String pathOnHost, String pathInContainer, String permissions) {}

    /**
     * What it may do.
     *
     * @param maskedPaths null for the defaults, empty for none
     * @param readonlyPaths null for the defaults, empty for none
     * @param options as {@code no-new-privileges}, {@code seccomp=…}, {@code apparmor=…}
     */
    public record Security(
            boolean privileged,
            boolean readonlyRootfs,
            List<String> capAdd,
            List<String> capDrop,
            List<String> groupAdd,
            List<String> options,
            List<String> maskedPaths,
            List<String> readonlyPaths) {}

    /**
     * What was asked and is shown again, but changes nothing for the processes.
     *
     * @param networkDisabled the old way to say network mode {@code none}
     * @param portBindings by port, as {@code 80/tcp}; networks {@code none} and {@code host}
     *     discard them
     * @param isolation empty or {@code default}
     * @param usernsMode empty or {@code host}
     * @param healthcheck Docker's Healthcheck object as JSON text, or null; not run yet
     * @param emptied names of the API's fields that were sent as an empty list or object, where
     *     Docker tells that from null
     */
    public record Declared(
            boolean networkDisabled,
            String containerIdFile,
            Map<String, List<PortBinding>> portBindings,
            boolean publishAllPorts,
            String isolation,
            String usernsMode,
            String healthcheck,
            Set<String> emptied) {
        /** Nothing declared. */
        public static final Declared NOTHING =
                new Declared(false, "", Map.of(), false, "", "", null, Set.of());
    }

    /**
     * The network's files and where the container belongs at first; what it belongs to now is in
     * the rows of networks.
     *
     * @param dns name servers, empty for the default, as {@code dnsOptions} and {@code dnsSearch}
     * @param extraHosts {@code name:address}
     * @param links {@code container[:alias]}
     * @param disableFiles whether hosts, hostname and resolv.conf are the image's
     */
    public record Network(
            List<String> dns,
            List<String> dnsOptions,
            List<String> dnsSearch,
            List<String> extraHosts,
            List<String> links,
            boolean disableFiles,
            List<Attachment> attachments) {
        /** Nothing in particular. */
        public static final Network NONE =
                new Network(
                        List.of(), List.of(), List.of(), List.of(), List.of(), false, List.of());
    }

    /** Where a port is published on the host; both may be empty. */
    public record PortBinding(String hostIp, String hostPort) {}
}
