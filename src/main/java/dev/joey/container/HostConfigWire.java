package dev.joey.container;

import dev.joey.container.ContainerSpec.Declared;
import dev.joey.container.ContainerSpec.Host;
import dev.joey.container.ContainerSpec.Resources;
import dev.joey.container.ContainerSpec.Security;
import dev.joey.container.wire.DeviceMapping;
import dev.joey.container.wire.HostConfigView;
import dev.joey.container.wire.LogConfig;
import dev.joey.container.wire.PortBinding;
import dev.joey.container.wire.RestartPolicy;
import dev.joey.container.wire.ThrottleDevice;
import dev.joey.container.wire.Ulimit;
import dev.joey.container.wire.WeightDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * {@code HostConfig} of inspect. An empty list is null or {@code []} as it was sent, which dockerd
 * keeps apart; keys of objects are sorted, as Go writes them.
 */
final class HostConfigWire {
    private final ContainerSpec spec;
    private final Host host;
    private final Declared declared;

    private HostConfigWire(ContainerSpec spec) {
        this.spec = spec;
        this.host = spec.host();
        this.declared = spec.declared();
    }

    static HostConfigView of(ContainerSpec spec, InspectFacts facts, int apiMinor) {
        var wire = new HostConfigWire(spec);
        return new HostConfigView(
                wire.basics(apiMinor),
                wire.sandbox(),
                wire.limits(apiMinor),
                wire.paths(facts),
                new HostConfigView.Stored(spec.storage().storageOpt(), spec.storage().mounts()));
    }

    private HostConfigView.Basics basics(int apiMinor) {
        return new HostConfigView.Basics(
                shown("Binds", spec.storage().binds()),
                declared.containerIdFile(),
                new LogConfig(host.log().driver(), new TreeMap<>(host.log().options())),
                host.networkMode(),
                portBindings(),
                new RestartPolicy(
                        host.restartPolicy().name(), host.restartPolicy().maximumRetryCount()),
                host.autoRemove(),
                spec.storage().volumeDriver(),
                shown("VolumesFrom", spec.storage().volumesFrom()),
                spec.process().consoleSize(),
                apiMinor < 43 ? Map.of() : new TreeMap<>(spec.identity().annotations()));
    }

    private Map<String, List<PortBinding>> portBindings() {
        if (declared.portBindings().isEmpty() && !declared.emptied().contains("PortBindings")) {
            return null;
        }
        Map<String, List<PortBinding>> ports = new TreeMap<>();
        declared.portBindings()
                .forEach(
                        (port, bindings) ->
                                ports.put(
                                        port,
                                        bindings.stream()
                                                .map(
                                                        at ->
                                                                new PortBinding(
                                                                        at.hostIp(), at.hostPort()))
                                                .toList()));
        return ports;
    }

    private HostConfigView.Sandbox sandbox() {
        Security security = spec.security();
        return new HostConfigView.Sandbox(
                shown("CapAdd", security.capAdd()),
                shown("CapDrop", security.capDrop()),
                host.cgroupnsMode(),
                shown("Dns", spec.network().dns()),
                shown("DnsOptions", spec.network().dnsOptions()),
                shown("DnsSearch", spec.network().dnsSearch()),
                shown("ExtraHosts", spec.network().extraHosts()),
                shown("GroupAdd", security.groupAdd()),
                host.ipcMode(),
                "",
                shown("Links", spec.network().links()),
                spec.resources().oomScoreAdj(),
                host.pidMode(),
                security.privileged(),
                declared.publishAllPorts(),
                security.readonlyRootfs(),
                shown("SecurityOpt", securityOptions()),
                new TreeMap<>(host.tmpfs()),
                host.utsMode(),
                declared.usernsMode(),
                host.shmSizeBytes(),
                new TreeMap<>(host.sysctls()),
                host.runtime(),
                declared.isolation());
    }

    /** Docker turns labelling off for whoever is near the host, and shows it on every host. */
    private List<String> securityOptions() {
        List<String> options = spec.security().options();
        boolean near =
                spec.security().privileged()
                        || host.ipcMode().equals("host")
                        || host.pidMode().equals("host");
        boolean labelled = options.stream().anyMatch(option -> option.startsWith("label="));
        return near && !labelled
                ? Stream.concat(options.stream(), Stream.of("label=disable")).toList()
                : options;
    }

    private HostConfigView.Limits limits(int apiMinor) {
        Resources resources = spec.resources();
        return new HostConfigView.Limits(
                resources.cpuShares(),
                resources.memoryBytes(),
                resources.nanoCpus(),
                host.cgroupParent(),
                resources.blkioWeight(),
                shown(
                        "BlkioWeightDevice",
                        resources.blkioWeightDevice().stream()
                                .map(device -> new WeightDevice(device.path(), device.weight()))
                                .toList()),
                throttles("BlkioDeviceReadBps", resources.blkioDeviceReadBps()),
                throttles("BlkioDeviceWriteBps", resources.blkioDeviceWriteBps()),
                throttles("BlkioDeviceReadIOps", resources.blkioDeviceReadIops()),
                throttles("BlkioDeviceWriteIOps", resources.blkioDeviceWriteIops()),
                resources.cpuPeriodMicros(),
                resources.cpuQuotaMicros(),
                resources.cpuRealtimePeriodMicros(),
                resources.cpuRealtimeRuntimeMicros(),
                resources.cpusetCpus(),
                resources.cpusetMems(),
                shown("Devices", devices()),
                shown("DeviceCgroupRules", resources.deviceCgroupRules()),
                none("DeviceRequests"),
                apiMinor < 42 ? 0L : null,
                resources.memoryReservationBytes(),
                resources.memorySwapBytes(),
                resources.memorySwappiness(),
                resources.oomKillDisable(),
                resources.pidsLimit(),
                shown("Ulimits", ulimits()),
                0,
                0,
                0,
                0);
    }

    private List<ThrottleDevice> throttles(
            String field, List<ContainerSpec.ThrottleDevice> devices) {
        return shown(
                field,
                devices.stream()
                        .map(device -> new ThrottleDevice(device.path(), device.rate()))
                        .toList());
    }

    private List<DeviceMapping> devices() {
        List<DeviceMapping> devices = new ArrayList<>();
        for (ContainerSpec.DeviceMapping device : spec.resources().devices()) {
            devices.add(
                    new DeviceMapping(
                            device.pathOnHost(), device.pathInContainer(), device.permissions()));
        }
        return devices;
    }

    private List<Ulimit> ulimits() {
        return spec.resources().ulimits().stream()
                .map(limit -> new Ulimit(limit.name(), limit.hard(), limit.soft()))
                .toList();
    }

    private HostConfigView.Paths paths(InspectFacts facts) {
        Security security = spec.security();
        boolean open = security.privileged();
        return new HostConfigView.Paths(
                security.maskedPaths() == null && !open
                        ? facts.defaultMaskedPaths()
                        : security.maskedPaths(),
                security.readonlyPaths() == null && !open
                        ? facts.defaultReadonlyPaths()
                        : security.readonlyPaths(),
                host.init());
    }

    private <T> List<T> none(String field) {
        return shown(field, List.of());
    }

    private <T> List<T> shown(String field, List<T> items) {
        return items.isEmpty() && !declared.emptied().contains(field) ? null : items;
    }
}
