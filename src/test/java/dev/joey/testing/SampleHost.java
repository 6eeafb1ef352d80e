package dev.joey.testing;

import dev.joey.container.spec.HostDevices;
import dev.joey.container.spec.HostFacts;
import dev.joey.container.spec.HostFacts.CgroupFacts;
import dev.joey.container.spec.HostFacts.Cpus;
import dev.joey.container.spec.HostFacts.Kernel;
import dev.joey.container.spec.HostFacts.SecurityModules;
import dev.joey.linux.Cgroups.Feature;
import dev.joey.linux.Linux.DeviceNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A two-CPU host with cgroup v1 that lacks nothing, to be changed by a test. */
public final class SampleHost {
    /** In the kernel's order. */
    public static final List<String> CAPABILITIES =
            List.of(
                    "CAP_CHOWN",
                    "CAP_DAC_OVERRIDE",
                    "CAP_DAC_READ_SEARCH",
                    "CAP_FOWNER",
                    "CAP_FSETID",
                    "CAP_KILL",
                    "CAP_SETGID",
                    "CAP_SETUID",
                    "CAP_SETPCAP",
                    "CAP_LINUX_IMMUTABLE",
                    "CAP_NET_BIND_SERVICE",
                    "CAP_NET_BROADCAST",
                    "CAP_NET_ADMIN",
                    "CAP_NET_RAW",
                    "CAP_IPC_LOCK",
                    "CAP_IPC_OWNER",
                    "CAP_SYS_MODULE",
                    "CAP_SYS_RAWIO",
                    "CAP_SYS_CHROOT",
                    "CAP_SYS_PTRACE",
                    "CAP_SYS_PACCT",
                    "CAP_SYS_ADMIN",
                    "CAP_SYS_BOOT",
                    "CAP_SYS_NICE",
                    "CAP_SYS_RESOURCE",
                    "CAP_SYS_TIME",
                    "CAP_SYS_TTY_CONFIG",
                    "CAP_MKNOD",
                    "CAP_LEASE",
                    "CAP_AUDIT_WRITE",
                    "CAP_AUDIT_CONTROL",
                    "CAP_SETFCAP",
                    "CAP_MAC_OVERRIDE",
                    "CAP_MAC_ADMIN",
                    "CAP_SYSLOG",
                    "CAP_WAKE_ALARM",
                    "CAP_BLOCK_SUSPEND",
                    "CAP_AUDIT_READ",
                    "CAP_PERFMON",
                    "CAP_BPF",
                    "CAP_CHECKPOINT_RESTORE");

    public Set<String> kernel = new LinkedHashSet<>(CAPABILITIES);
    public Set<String> bounding = new LinkedHashSet<>(CAPABILITIES);
    public Kernel version = new Kernel(6, 18, "amd64");
    public SecurityModules modules = new SecurityModules(true, false, Optional.empty(), false);
    public int cgroupVersion = 1;
    public boolean cgroupNamespaces = true;
    public Set<Feature> features = EnumSet.allOf(Feature.class);
    public Set<String> sysctls =
            Set.of("net.ipv4.ping_group_range", "net.ipv4.ip_unprivileged_port_start");
    public List<String> thermalThrottleFolders = List.of();
    public HostDevices devices =
            new FakeDevices(
                    node("/dev/null", 1, 3), node("/dev/fuse", 10, 229), node("/dev/kvm", 10, 232));

    public HostFacts made() {
        return new HostFacts(
                version,
                kernel,
                bounding,
                modules,
                new Cpus(2, "0-1", "0"),
                new CgroupFacts(cgroupVersion, cgroupNamespaces, features),
                sysctls,
                thermalThrottleFolders,
                devices);
    }

    public SampleHost without(Feature... lacking) {
        Arrays.asList(lacking).forEach(features::remove);
        return this;
    }

    public static DeviceNode node(String path, long major, long minor) {
        return new DeviceNode(Path.of(path), 'c', major, minor, 0666, 0, 0);
    }

    /** Devices by their paths. */
    public record FakeDevices(List<DeviceNode> nodes) implements HostDevices {
        public FakeDevices(DeviceNode... nodes) {
            this(List.of(nodes));
        }

        @Override
        public Optional<DeviceNode> device(Path path) {
            return nodes.stream().filter(node -> node.path().equals(path)).findFirst();
        }

        @Override
        public List<DeviceNode> below(Path folder) {
            return nodes.stream().filter(node -> node.path().startsWith(folder)).toList();
        }

        @Override
        public boolean exists(Path path) {
            return nodes.stream().anyMatch(node -> node.path().startsWith(path));
        }
    }
}
