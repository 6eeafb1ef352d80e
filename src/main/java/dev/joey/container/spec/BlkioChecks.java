package dev.joey.container.spec;

import dev.joey.container.ContainerSpec.ThrottleDevice;
import dev.joey.container.ContainerSpec.WeightDevice;
import dev.joey.container.spec.HostFacts.CgroupFacts;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.linux.Cgroups.Feature;
import java.util.List;

/** Docker's rules for block I/O limits. Source: dockerd 28.5. */
final class BlkioChecks {
    private BlkioChecks() {}

    static void check(ResourcesDraft draft, CgroupFacts cgroups, Warnings warn) {
        if (draft.blkioWeight > 0 && !cgroups.supports(Feature.BLKIO_WEIGHT)) {
            warn.add(
                    "Your kernel does not support Block I/O weight or the cgroup is not mounted."
                            + " Weight discarded.");
            draft.blkioWeight = 0;
        }
        weight(draft.blkioWeight, true);
        if (!draft.blkioWeightDevice.isEmpty() && !cgroups.supports(Feature.BLKIO_WEIGHT_DEVICE)) {
            warn.add(
                    "Your kernel does not support Block I/O weight_device or the cgroup is not"
                            + " mounted. Weight-device discarded.");
            draft.blkioWeightDevice = List.of();
        }
        for (WeightDevice device : draft.blkioWeightDevice) {
            weight(device.weight(), false);
        }
        boolean throttle = cgroups.supports(Feature.BLKIO_THROTTLE);
        draft.readBps = kept(draft.readBps, throttle, "BPS Block I/O read", "BPS read", warn);
        draft.writeBps = kept(draft.writeBps, throttle, "BPS Block I/O write", "BPS write", warn);
        draft.readIops = kept(draft.readIops, throttle, "IOPS Block read", "IOPS read", warn);
        draft.writeIops = kept(draft.writeIops, throttle, "IOPS Block write", "IOPS write", warn);
    }

    private static void weight(int weight, boolean mayBeAbsent) {
        if ((weight != 0 || !mayBeAbsent) && (weight < 10 || weight > 1000)) {
            throw new InvalidParameter("Range of blkio weight is from 10 to 1000");
        }
    }

    private static List<ThrottleDevice> kept(
            List<ThrottleDevice> devices,
            boolean supported,
            String feature,
            String limit,
            Warnings warn) {
        if (devices.isEmpty() || supported) {
            return devices;
        }
        warn.add(
                "Your kernel does not support "
                        + feature
                        + " limit or the cgroup is not mounted. Block I/O "
                        + limit
                        + " limit discarded.");
        return List.of();
    }
}
