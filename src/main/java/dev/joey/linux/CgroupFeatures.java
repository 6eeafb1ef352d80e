package dev.joey.linux;

import dev.joey.linux.Cgroups.Feature;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the kernel offers, seen by which control files there are. Sources: the kernel's
 * admin-guide/cgroup-v1 and admin-guide/cgroup-v2.
 */
final class CgroupFeatures {
    private CgroupFeatures() {}

    static Set<Feature> of(CgroupMounts mounts) {
        return mounts.version() == 2 ? unified(mounts.unified()) : version1(mounts);
    }

    private static Set<Feature> version1(CgroupMounts mounts) {
        Set<Feature> found = EnumSet.noneOf(Feature.class);
        for (Feature feature : Feature.values()) {
            String controller = controller(feature);
            Path folder = mounts.controllers().get(controller);
            List<String> files = files(feature);
            // pids.max, and the state of the freezer, are not there in the root group.
            if (folder != null
                    && (files.isEmpty()
                            || files.stream().anyMatch(f -> Files.exists(folder.resolve(f))))) {
                found.add(feature);
            }
        }
        return found;
    }

    private static String controller(Feature feature) {
        return switch (feature) {
            case MEMORY, SWAP, MEMORY_RESERVATION, OOM_KILL_DISABLE, SWAPPINESS, KERNEL_MEMORY ->
                    "memory";
            case CPU_SHARES, CPU_CFS, CPU_REALTIME -> "cpu";
            case CPUSET -> "cpuset";
            case PIDS -> "pids";
            case BLKIO_WEIGHT, BLKIO_WEIGHT_DEVICE, BLKIO_THROTTLE -> "blkio";
            case DEVICES -> "devices";
            case FREEZER -> "freezer";
        };
    }

    private static List<String> files(Feature feature) {
        return switch (feature) {
            case MEMORY -> List.of("memory.limit_in_bytes");
            case SWAP -> List.of("memory.memsw.limit_in_bytes");
            case MEMORY_RESERVATION -> List.of("memory.soft_limit_in_bytes");
            case OOM_KILL_DISABLE -> List.of("memory.oom_control");
            case SWAPPINESS -> List.of("memory.swappiness");
            case KERNEL_MEMORY -> List.of("memory.kmem.limit_in_bytes");
            case CPU_SHARES -> List.of("cpu.shares");
            case CPU_CFS -> List.of("cpu.cfs_quota_us");
            case CPU_REALTIME -> List.of("cpu.rt_runtime_us");
            case CPUSET -> List.of("cpuset.cpus");
            case BLKIO_WEIGHT -> List.of("blkio.weight", "blkio.bfq.weight");
            case BLKIO_WEIGHT_DEVICE -> List.of("blkio.weight_device", "blkio.bfq.weight_device");
            case BLKIO_THROTTLE -> List.of("blkio.throttle.read_bps_device");
            case PIDS, DEVICES, FREEZER -> List.of();
        };
    }

    /**
     * Swappiness, killing by the group, kernel memory and realtime are gone in version 2; devices
     * are filtered by BPF and freezing is the core's.
     */
    private static Set<Feature> unified(Path root) {
        Set<Feature> found = EnumSet.of(Feature.DEVICES, Feature.FREEZER);
        for (String controller : words(root.resolve("cgroup.controllers"))) {
            switch (controller) {
                case "memory" -> {
                    found.add(Feature.MEMORY);
                    found.add(Feature.MEMORY_RESERVATION);
                    addIf(found, Feature.SWAP, root, "memory.swap.max");
                }
                case "cpu" -> {
                    found.add(Feature.CPU_SHARES);
                    found.add(Feature.CPU_CFS);
                }
                case "cpuset" -> found.add(Feature.CPUSET);
                case "pids" -> found.add(Feature.PIDS);
                case "io" -> {
                    found.add(Feature.BLKIO_THROTTLE);
                    addIf(found, Feature.BLKIO_WEIGHT, root, "io.weight");
                    addIf(found, Feature.BLKIO_WEIGHT, root, "io.bfq.weight");
                    addIf(found, Feature.BLKIO_WEIGHT_DEVICE, root, "io.weight");
                }
                default -> {
                    // hugetlb, rdma, misc: nothing a container is limited by here
                }
            }
        }
        return found;
    }

    /** The root group has none of these files; any group below it tells. */
    private static void addIf(Set<Feature> found, Feature feature, Path root, String file) {
        try (DirectoryStream<Path> groups = Files.newDirectoryStream(root, Files::isDirectory)) {
            for (Path group : groups) {
                if (Files.exists(group.resolve(file))) {
                    found.add(feature);
                    return;
                }
            }
        } catch (IOException unreadable) {
            // What cannot be read cannot be offered.
        }
    }

    private static List<String> words(Path file) {
        try {
            return List.of(Files.readString(file).strip().split("\\s+", -1));
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
