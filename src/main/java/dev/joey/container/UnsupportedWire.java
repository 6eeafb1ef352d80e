package dev.joey.container;

import dev.joey.container.wire.CreateBody;
import dev.joey.container.wire.HealthcheckBody;
import dev.joey.container.wire.HostConfigBody;
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
     */
    static void check(CreateBody body, HostConfigBody host, CreateDefaults at) {
        var unsupported = new UnsupportedWire();
        unsupported.config(body, at);
        unsupported.storage(host);
        unsupported.rest(host, at);
        unsupported.pouch(host);
        if (!unsupported.names.isEmpty()) {
            throw new NotImplemented(
                    String.join(", ", unsupported.names)
                            + (unsupported.names.size() == 1 ? " is" : " are")
                            + " not supported by this version");
        }
    }

    private void config(CreateBody body, CreateDefaults at) {
        if (CreateWire.text(body.image()).isEmpty()) {
            names.add("a container without Image");
        }
        HealthcheckBody health = body.healthcheck();
        if (health != null && !disables(health) && !inherits(health)) {
            names.add("Healthcheck");
        }
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
