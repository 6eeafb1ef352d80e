package dev.joey.container.spec;

import dev.joey.container.ContainerSpec;
import dev.joey.container.ContainerSpec.ThrottleDevice;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.linux.Linux.DeviceNode;
import dev.joey.oci.RuntimeSpec.BlockIo;
import dev.joey.oci.RuntimeSpec.Cpu;
import dev.joey.oci.RuntimeSpec.DeviceRule;
import dev.joey.oci.RuntimeSpec.Memory;
import dev.joey.oci.RuntimeSpec.Pids;
import dev.joey.oci.RuntimeSpec.Resources;
import dev.joey.oci.RuntimeSpec.WeightDevice;
import java.nio.file.Path;
import java.util.List;

/**
 * Limits in the runtime's words. They were checked by {@link ResourceChecks}; 0 means no limit and
 * is left out. Source: OCI runtime-spec, "Control groups"; dockerd.
 */
final class ResourcesSection {
    /** The kernel's own CFS period, in which NanoCpus are expressed. */
    private static final long CFS_PERIOD_MICROS = 100_000;

    private static final long NANOS = 1_000_000_000;

    private ResourcesSection() {}

    /**
     * The section.
     *
     * @param rules of the device controller
     * @throws InvalidParameter if a block device is not there
     */
    static Resources of(
            ContainerSpec.Resources asked, List<DeviceRule> rules, HostDevices devices) {
        return new Resources(
                rules, memory(asked), cpu(asked), pids(asked), blockIo(asked, devices), null);
    }

    private static Memory memory(ContainerSpec.Resources asked) {
        Long swappiness = asked.memorySwappiness();
        Memory memory =
                new Memory(
                        positive(asked.memoryBytes()),
                        positive(asked.memoryReservationBytes()),
                        positive(asked.memorySwapBytes()),
                        swappiness == null || swappiness == -1 ? null : swappiness,
                        asked.oomKillDisable());
        return memory.equals(new Memory(null, null, null, null, null)) ? null : memory;
    }

    private static Cpu cpu(ContainerSpec.Resources asked) {
        Long period = nonZero(asked.cpuPeriodMicros());
        Long quota = nonZero(asked.cpuQuotaMicros());
        if (asked.nanoCpus() > 0) {
            period = CFS_PERIOD_MICROS;
            quota = Math.multiplyExact(asked.nanoCpus(), CFS_PERIOD_MICROS) / NANOS;
        }
        Cpu cpu =
                new Cpu(
                        nonZero(asked.cpuShares()),
                        quota,
                        period,
                        nonZero(asked.cpuRealtimeRuntimeMicros()),
                        nonZero(asked.cpuRealtimePeriodMicros()),
                        text(asked.cpusetCpus()),
                        text(asked.cpusetMems()));
        return cpu.equals(new Cpu(null, null, null, null, null, null, null)) ? null : cpu;
    }

    private static Pids pids(ContainerSpec.Resources asked) {
        Long limit = asked.pidsLimit();
        if (limit == null) {
            return null;
        }
        return new Pids(limit <= 0 ? -1 : limit);
    }

    private static BlockIo blockIo(ContainerSpec.Resources asked, HostDevices devices) {
        BlockIo blockIo =
                new BlockIo(
                        asked.blkioWeight() == 0 ? null : asked.blkioWeight(),
                        asked.blkioWeightDevice().stream()
                                .map(device -> weight(device, devices))
                                .toList(),
                        throttled(asked.blkioDeviceReadBps(), devices),
                        throttled(asked.blkioDeviceWriteBps(), devices),
                        throttled(asked.blkioDeviceReadIops(), devices),
                        throttled(asked.blkioDeviceWriteIops(), devices));
        List<WeightDevice> none = List.of();
        return blockIo.equals(new BlockIo(null, none, List.of(), List.of(), List.of(), List.of()))
                ? null
                : blockIo;
    }

    private static WeightDevice weight(ContainerSpec.WeightDevice asked, HostDevices devices) {
        DeviceNode node = find(asked.path(), devices);
        return new WeightDevice(node.major(), node.minor(), asked.weight());
    }

    private static List<dev.joey.oci.RuntimeSpec.ThrottleDevice> throttled(
            List<ThrottleDevice> asked, HostDevices devices) {
        return asked.stream()
                .map(
                        device -> {
                            DeviceNode node = find(device.path(), devices);
                            return new dev.joey.oci.RuntimeSpec.ThrottleDevice(
                                    node.major(), node.minor(), device.rate());
                        })
                .toList();
    }

    private static DeviceNode find(String path, HostDevices devices) {
        Path at = CleanPath.of(path);
        return devices.device(at)
                .orElseThrow(
                        () ->
                                new InvalidParameter(
                                        "stat "
                                                + path
                                                + (devices.exists(at)
                                                        ? ": not a device node"
                                                        : ": no such file or directory")));
    }

    private static Long positive(long value) {
        return value > 0 ? value : null;
    }

    private static Long nonZero(long value) {
        return value != 0 ? value : null;
    }

    private static String text(String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}
