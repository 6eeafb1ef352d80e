package dev.joey.container;

import dev.joey.container.wire.CreateBody;
import dev.joey.container.wire.EndpointBody;
import dev.joey.container.wire.HealthcheckBody;
import dev.joey.container.wire.HostConfigBody;
import dev.joey.container.wire.IpamConfigBody;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.error.EngineException.NotImplemented;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Refuses by name what a create request asks for and the engine does not do yet. What is not named
 * here is done, is dropped with a warning as Docker does, or means nothing.
 */
final class UnsupportedWire {
    private final List<String> names = new ArrayList<>();

    private UnsupportedWire() {}

    /**
     * @throws NotImplemented naming every field that is not supported
     * @throws InvalidParameter if addresses or aliases are asked for where there are none
     */
    static void check(CreateBody body, HostConfigBody host, CreateDefaults at) {
        var unsupported = new UnsupportedWire();
        unsupported.config(body, at);
        unsupported.storage(host);
        unsupported.networks(body, host);
        unsupported.rest(host, at);
        unsupported.pouch(host);
        if (!unsupported.names.isEmpty()) {
            throw new NotImplemented(
                    String.join(", ", unsupported.names)
                            + (unsupported.names.size() == 1 ? " is" : " are")
                            + " not supported by this version");
        }
    }

    /**
     * The network mode that the engine uses: {@code NetworkDisabled} is the old way to say {@code
     * none}.
     */
    static String networkMode(CreateBody body, HostConfigBody host) {
        return body.networkDisabled() ? "none" : CreateWire.text(host.networkMode());
    }

    private void config(CreateBody body, CreateDefaults at) {
        if (CreateWire.text(body.image()).isEmpty()) {
            names.add("a container without Image");
        }
        HealthcheckBody health = body.healthcheck();
        if (health != null && !disables(health) && !inherits(health)) {
            names.add("Healthcheck");
        }
        when(body.disableNetworkFiles(), "DisableNetworkFiles");
        when(body.rich() || !CreateWire.text(body.richMode()).isEmpty(), "Rich");
        when(!CreateWire.text(body.initScript()).isEmpty(), "InitScript");
        when(body.diskQuota(), "DiskQuota");
        when(!CreateWire.text(body.quotaId()).isEmpty(), "QuotaID");
        when(body.netPriority() != 0, "NetPriority");
        String snapshotter = CreateWire.text(body.snapshotter());
        when(
                !snapshotter.isEmpty() && !snapshotter.equals(at.snapshotter()),
                "Snapshotter " + snapshotter);
    }

    /** Whether the health check of the image is switched off. */
    static boolean disables(HealthcheckBody health) {
        List<String> test = CreateWire.list(health.test());
        return !test.isEmpty() && test.getFirst().equals("NONE");
    }

    private static boolean inherits(HealthcheckBody health) {
        return CreateWire.list(health.test()).isEmpty()
                && health.interval() == 0
                && health.timeout() == 0
                && health.startPeriod() == 0
                && health.startInterval() == 0
                && health.retries() == 0;
    }

    private void storage(HostConfigBody host) {
        when(host.storageOpt(), "HostConfig.StorageOpt");
    }

    private void networks(CreateBody body, HostConfigBody host) {
        String mode = networkMode(body, host);
        if (!mode.equals("none") && !mode.equals("host")) {
            names.add(
                    "HostConfig.NetworkMode "
                            + (mode.isEmpty() ? "default" : mode)
                            + " (use none or host)");
        }
        when(host.links(), "HostConfig.Links");
        when(host.dns(), "HostConfig.Dns");
        when(host.dnsOptions(), "HostConfig.DnsOptions");
        when(host.dnsSearch(), "HostConfig.DnsSearch");
        when(host.extraHosts(), "HostConfig.ExtraHosts");
        if (body.networkingConfig() != null) {
            CreateWire.map(body.networkingConfig().endpointsConfig())
                    .forEach((network, endpoint) -> endpoint(mode, network, endpoint));
        }
    }

    private void endpoint(String mode, String network, EndpointBody endpoint) {
        String field = "NetworkingConfig.EndpointsConfig." + network;
        boolean own = network.equals(mode) || (network.equals("default") && mode.isEmpty());
        if (!own) {
            names.add(field);
        } else if (endpoint != null && (mode.equals("none") || mode.equals("host"))) {
            IpamConfigBody ipam = endpoint.ipamConfig();
            if (ipam != null
                    && !(CreateWire.text(ipam.ipv4Address()).isEmpty()
                            && CreateWire.text(ipam.ipv6Address()).isEmpty()
                            && CreateWire.list(ipam.linkLocalIps()).isEmpty())) {
                throw new InvalidParameter(
                        "user specified IP address is supported on user defined networks only");
            }
            if (!CreateWire.list(endpoint.aliases()).isEmpty()) {
                throw new InvalidParameter(
                        "network-scoped alias is supported only for containers in user defined"
                                + " networks");
            }
            when(endpoint.links(), field + ".Links");
            when(endpoint.driverOpts(), field + ".DriverOpts");
            when(!CreateWire.text(endpoint.macAddress()).isEmpty(), field + ".MacAddress");
            when(endpoint.gwPriority() != 0, field + ".GwPriority");
        }
    }

    private void rest(HostConfigBody host, CreateDefaults at) {
        when(host.deviceRequests(), "HostConfig.DeviceRequests");
        when(!CreateWire.text(host.cgroup()).isEmpty(), "HostConfig.Cgroup");
        String pid = CreateWire.text(host.pidMode());
        when(pid.startsWith("container:"), "HostConfig.PidMode " + pid);
        String ipc = CreateWire.text(host.ipcMode());
        when(ipc.startsWith("container:"), "HostConfig.IpcMode " + ipc);
        when(host.kernelMemoryTcp() > 0 && at.apiMinor() >= 40, "HostConfig.KernelMemoryTCP");
        when(host.capabilities(), "HostConfig.Capabilities");
        when(given(host.lxcConf()), "HostConfig.LxcConf");
        when(given(host.diskQuota()), "HostConfig.DiskQuota");
    }

    private void pouch(HostConfigBody host) {
        when(!CreateWire.text(host.cgroupMode()).isEmpty(), "HostConfig.CgroupMode");
        when(!CreateWire.text(host.runtimeType()).isEmpty(), "HostConfig.RuntimeType");
        when(host.enableLxcfs(), "HostConfig.EnableLxcfs");
        when(host.rich() || !CreateWire.text(host.richMode()).isEmpty(), "HostConfig.Rich");
        when(!CreateWire.text(host.initScript()).isEmpty(), "HostConfig.InitScript");
        when(!CreateWire.text(host.intelRdtL3Cbm()).isEmpty(), "HostConfig.IntelRdtL3Cbm");
        when(host.scheLatSwitch() != 0, "HostConfig.ScheLatSwitch");
        when(given(host.memoryWmarkRatio()), "HostConfig.MemoryWmarkRatio");
        when(given(host.memoryExtra()), "HostConfig.MemoryExtra");
        when(host.memoryForceEmptyCtl() != 0, "HostConfig.MemoryForceEmptyCtl");
        when(host.nvidiaConfig(), "HostConfig.NvidiaConfig");
    }

    private void when(boolean asked, String name) {
        if (asked) {
            names.add(name);
        }
    }

    private void when(Collection<?> asked, String name) {
        when(asked != null && !asked.isEmpty(), name);
    }

    private void when(Map<?, ?> asked, String name) {
        when(asked != null && !asked.isEmpty(), name);
    }

    /** Old fields of no fixed type: 0, empty lists and empty objects ask for nothing. */
    private static boolean given(Object value) {
        return switch (value) {
            case null -> false;
            case Number number -> number.longValue() != 0;
            case Collection<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> !value.toString().isEmpty();
        };
    }
}
