package dev.joey.container.spec;

import dev.joey.container.ContainerSpec.Security;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.oci.RuntimeSpec.Capabilities;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What root inside the container may do. Source: capabilities(7); Docker's {@code CapAdd} and
 * {@code CapDrop}.
 */
final class CapabilitiesSection {
    /** Docker's default set. */
    static final List<String> DEFAULTS =
            List.of(
                    "CAP_CHOWN",
                    "CAP_DAC_OVERRIDE",
                    "CAP_FSETID",
                    "CAP_FOWNER",
                    "CAP_MKNOD",
                    "CAP_NET_RAW",
                    "CAP_SETGID",
                    "CAP_SETUID",
                    "CAP_SETFCAP",
                    "CAP_SETPCAP",
                    "CAP_NET_BIND_SERVICE",
                    "CAP_SYS_CHROOT",
                    "CAP_KILL",
                    "CAP_AUDIT_WRITE");

    /** Capabilities that have a name; an older kernel may lack the later ones. */
    private static final Set<String> KNOWN =
            Set.of(
                    "CAP_AUDIT_CONTROL",
                    "CAP_AUDIT_READ",
                    "CAP_AUDIT_WRITE",
                    "CAP_BLOCK_SUSPEND",
                    "CAP_BPF",
                    "CAP_CHECKPOINT_RESTORE",
                    "CAP_CHOWN",
                    "CAP_DAC_OVERRIDE",
                    "CAP_DAC_READ_SEARCH",
                    "CAP_FOWNER",
                    "CAP_FSETID",
                    "CAP_IPC_LOCK",
                    "CAP_IPC_OWNER",
                    "CAP_KILL",
                    "CAP_LEASE",
                    "CAP_LINUX_IMMUTABLE",
                    "CAP_MAC_ADMIN",
                    "CAP_MAC_OVERRIDE",
                    "CAP_MKNOD",
                    "CAP_NET_ADMIN",
                    "CAP_NET_BIND_SERVICE",
                    "CAP_NET_BROADCAST",
                    "CAP_NET_RAW",
                    "CAP_PERFMON",
                    "CAP_SETFCAP",
                    "CAP_SETGID",
                    "CAP_SETPCAP",
                    "CAP_SETUID",
                    "CAP_SYSLOG",
                    "CAP_SYS_ADMIN",
                    "CAP_SYS_BOOT",
                    "CAP_SYS_CHROOT",
                    "CAP_SYS_MODULE",
                    "CAP_SYS_NICE",
                    "CAP_SYS_PACCT",
                    "CAP_SYS_PTRACE",
                    "CAP_SYS_RAWIO",
                    "CAP_SYS_RESOURCE",
                    "CAP_SYS_TIME",
                    "CAP_SYS_TTY_CONFIG",
                    "CAP_WAKE_ALARM");

    private static final String ALL = "ALL";

    private CapabilitiesSection() {}

    /**
     * The granted ones. Those that the daemon itself lacks are left out with a warning, because the
     * runtime would refuse to start with them.
     *
     * @throws InvalidParameter if a name is unknown or the kernel has no such capability
     */
    static List<String> granted(Security security, HostFacts host, Warnings warnings) {
        List<String> drop = normalized(security.capDrop(), host);
        List<String> add = normalized(security.capAdd(), host);
        Set<String> wanted = new LinkedHashSet<>();
        if (security.privileged()) {
            wanted.addAll(host.kernelCapabilities());
        } else if (add.contains(ALL)) {
            wanted.addAll(host.kernelCapabilities());
            wanted.removeAll(drop);
        } else if (drop.contains(ALL)) {
            wanted.addAll(add);
        } else {
            wanted.addAll(DEFAULTS);
            wanted.removeAll(drop);
            wanted.addAll(add);
        }
        wanted.removeIf(name -> !isThere(name, host, warnings));
        return List.copyOf(wanted);
    }

    /** All that this host can give. */
    static List<String> all(HostFacts host, Warnings warnings) {
        return host.kernelCapabilities().stream()
                .filter(name -> isThere(name, host, warnings))
                .toList();
    }

    /** The sets; inheritable and ambient stay empty (CVE-2022-24769). */
    static Capabilities of(List<String> granted) {
        return new Capabilities(granted, granted, List.of(), granted, List.of());
    }

    private static boolean isThere(String name, HostFacts host, Warnings warnings) {
        if (host.boundingCapabilities().contains(name)) {
            return true;
        }
        warnings.add("Capability " + name + " is not available on this host and was left out.");
        return false;
    }

    private static List<String> normalized(List<String> names, HostFacts host) {
        List<String> result = new ArrayList<>();
        for (String given : names) {
            String name = given.toUpperCase(Locale.ROOT);
            if (!name.equals(ALL)) {
                name = name.startsWith("CAP_") ? name : "CAP_" + name;
                check(name, host);
            }
            result.add(name);
        }
        return result;
    }

    private static void check(String name, HostFacts host) {
        if (host.kernelCapabilities().contains(name)) {
            return;
        }
        if (KNOWN.contains(name)) {
            throw new InvalidParameter(
                    "capability not supported by your kernel or not available in the current"
                            + " environment: \""
                            + name
                            + "\"");
        }
        throw new InvalidParameter("unknown capability: \"" + name + "\"");
    }
}
