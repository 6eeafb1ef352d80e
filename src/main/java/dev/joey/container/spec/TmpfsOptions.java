package dev.joey.container.spec;

import dev.joey.error.EngineException.InvalidParameter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Options of a tmpfs: Docker's defaults, then the user's; of options that say the same thing the
 * last counts. Source: tmpfs(5), mount(8); Docker's {@code --tmpfs}.
 */
final class TmpfsOptions {
    private static final List<String> DEFAULTS = List.of("noexec", "nosuid", "nodev", "rprivate");

    private static final Set<String> SETTINGS =
            Set.of("size", "mode", "uid", "gid", "nr_inodes", "nr_blocks", "mpol");

    /** What each flag decides. */
    private static final Map<String, String> FLAGS =
            Map.ofEntries(
                    Map.entry("ro", "ro"),
                    Map.entry("rw", "ro"),
                    Map.entry("suid", "suid"),
                    Map.entry("nosuid", "suid"),
                    Map.entry("dev", "dev"),
                    Map.entry("nodev", "dev"),
                    Map.entry("exec", "exec"),
                    Map.entry("noexec", "exec"),
                    Map.entry("sync", "sync"),
                    Map.entry("async", "sync"),
                    Map.entry("dirsync", "dirsync"),
                    Map.entry("remount", "remount"),
                    Map.entry("mand", "mand"),
                    Map.entry("nomand", "mand"),
                    Map.entry("atime", "atime"),
                    Map.entry("noatime", "atime"),
                    Map.entry("diratime", "diratime"),
                    Map.entry("nodiratime", "diratime"),
                    Map.entry("relatime", "relatime"),
                    Map.entry("norelatime", "relatime"),
                    Map.entry("strictatime", "strictatime"),
                    Map.entry("nostrictatime", "strictatime"),
                    Map.entry("bind", "propagation"),
                    Map.entry("rbind", "propagation"),
                    Map.entry("unbindable", "propagation"),
                    Map.entry("runbindable", "propagation"),
                    Map.entry("private", "propagation"),
                    Map.entry("rprivate", "propagation"),
                    Map.entry("shared", "propagation"),
                    Map.entry("rshared", "propagation"),
                    Map.entry("slave", "propagation"),
                    Map.entry("rslave", "propagation"));

    private TmpfsOptions() {}

    /**
     * The merged options.
     *
     * @param given separated by commas, may be empty
     * @throws InvalidParameter if one is unknown
     */
    static List<String> merge(String given) {
        List<String> all = new ArrayList<>(DEFAULTS);
        if (!given.isEmpty()) {
            all.addAll(List.of(given.split(",", -1)));
        }
        Set<String> decided = new HashSet<>();
        Deque<String> merged = new ArrayDeque<>();
        for (String option : all.reversed()) {
            if (!option.equals("defaults") && decided.add(subject(option))) {
                merged.addFirst(option);
            }
        }
        return List.copyOf(merged);
    }

    private static String subject(String option) {
        String flag = FLAGS.get(option);
        if (flag != null) {
            return flag;
        }
        int equals = option.indexOf('=');
        if (equals < 0 || !SETTINGS.contains(option.substring(0, equals))) {
            throw new InvalidParameter("Invalid tmpfs option \"" + option + "\"");
        }
        return option.substring(0, equals + 1);
    }
}
