package dev.joey.linux;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Mount options as fstab has them, apart into the kernel's flags, the propagation, and the words
 * for the file system. Source: mount(2), mount(8).
 *
 * @param flags without propagation
 * @param propagation flags of their own call, 0 for none
 * @param data joined by commas
 */
record MountOptions(long flags, long propagation, String data) {
    static final long MS_RDONLY = 0x1;
    static final long MS_REMOUNT = 0x20;
    static final long MS_BIND = 0x1000;
    static final long MS_REC = 0x4000;

    private static final Map<String, Long> SET =
            Map.ofEntries(
                    Map.entry("ro", MS_RDONLY),
                    Map.entry("nosuid", 0x2L),
                    Map.entry("nodev", 0x4L),
                    Map.entry("noexec", 0x8L),
                    Map.entry("sync", 0x10L),
                    Map.entry("remount", MS_REMOUNT),
                    Map.entry("mand", 0x40L),
                    Map.entry("dirsync", 0x80L),
                    Map.entry("noatime", 0x400L),
                    Map.entry("nodiratime", 0x800L),
                    Map.entry("bind", MS_BIND),
                    Map.entry("rbind", MS_BIND | MS_REC),
                    Map.entry("relatime", 0x200000L),
                    Map.entry("strictatime", 0x1000000L),
                    Map.entry("defaults", 0L));

    private static final Map<String, Long> CLEAR =
            Map.of(
                    "rw", MS_RDONLY,
                    "suid", 0x2L,
                    "dev", 0x4L,
                    "exec", 0x8L,
                    "async", 0x10L,
                    "nomand", 0x40L,
                    "atime", 0x400L,
                    "diratime", 0x800L,
                    "norelatime", 0x200000L,
                    "nostrictatime", 0x1000000L);

    private static final Map<String, Long> PROPAGATION =
            new LinkedHashMap<>(
                    Map.of(
                            "unbindable",
                            0x20000L,
                            "runbindable",
                            0x20000L | MS_REC,
                            "private",
                            0x40000L,
                            "rprivate",
                            0x40000L | MS_REC,
                            "slave",
                            0x80000L,
                            "rslave",
                            0x80000L | MS_REC,
                            "shared",
                            0x100000L,
                            "rshared",
                            0x100000L | MS_REC));

    /** Later options win over earlier ones. */
    static MountOptions of(List<String> options) {
        long flags = 0;
        long propagation = 0;
        List<String> data = new ArrayList<>();
        for (String option : options) {
            if (SET.containsKey(option)) {
                flags |= SET.get(option);
            } else if (CLEAR.containsKey(option)) {
                flags &= ~CLEAR.get(option);
            } else if (PROPAGATION.containsKey(option)) {
                propagation = PROPAGATION.get(option);
            } else {
                data.add(option);
            }
        }
        return new MountOptions(flags, propagation, String.join(",", data));
    }

    /** A bind mount takes its flags only from a second call. */
    boolean flaggedBind() {
        return (flags & MS_BIND) != 0 && (flags & ~(MS_BIND | MS_REC)) != 0;
    }
}
