package dev.joey.container;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The capabilities of Linux. Source: capabilities(7). */
final class CapabilityNames {
    private static final Set<String> KNOWN =
            Set.of(
                    "AUDIT_CONTROL",
                    "AUDIT_READ",
                    "AUDIT_WRITE",
                    "BLOCK_SUSPEND",
                    "BPF",
                    "CHECKPOINT_RESTORE",
                    "CHOWN",
                    "DAC_OVERRIDE",
                    "DAC_READ_SEARCH",
                    "FOWNER",
                    "FSETID",
                    "IPC_LOCK",
                    "IPC_OWNER",
                    "KILL",
                    "LEASE",
                    "LINUX_IMMUTABLE",
                    "MAC_ADMIN",
                    "MAC_OVERRIDE",
                    "MKNOD",
                    "NET_ADMIN",
                    "NET_BIND_SERVICE",
                    "NET_BROADCAST",
                    "NET_RAW",
                    "PERFMON",
                    "SETFCAP",
                    "SETGID",
                    "SETPCAP",
                    "SETUID",
                    "SYSLOG",
                    "SYS_ADMIN",
                    "SYS_BOOT",
                    "SYS_CHROOT",
                    "SYS_MODULE",
                    "SYS_NICE",
                    "SYS_PACCT",
                    "SYS_PTRACE",
                    "SYS_RAWIO",
                    "SYS_RESOURCE",
                    "SYS_TIME",
                    "SYS_TTY_CONFIG",
                    "WAKE_ALARM");

    private CapabilityNames() {}

    /**
     * The first name that is neither {@code ALL} nor a capability, with or without {@code CAP_} and
     * in any case, in its full form.
     */
    static Optional<String> unknown(List<String> names) {
        return names.stream()
                .map(name -> name.toUpperCase(Locale.ROOT))
                .filter(name -> !name.equals("ALL"))
                .map(name -> name.startsWith("CAP_") ? name.substring(4) : name)
                .filter(name -> !KNOWN.contains(name))
                .map(name -> "CAP_" + name)
                .findFirst();
    }
}
