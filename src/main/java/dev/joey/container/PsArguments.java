package dev.joey.container;

import dev.joey.error.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The {@code ps_args} of {@code top}, reduced to what cannot do harm: the host's ps only ever sees
 * selections, formats and columns from these lists. Source of the words: ps(1) of procps.
 */
final class PsArguments {
    private static final Pattern UNIX_FLAGS = Pattern.compile("-[AaedfFljLMTwyc]+");
    private static final Pattern BSD_FLAGS = Pattern.compile("[acfgjlmuvwxeSXHT]+");
    private static final Set<String> COLUMN_FLAGS =
            Set.of("-o", "o", "-eo", "-Ao", "axo", "-ao", "--format");
    private static final Set<String> LONG_FLAGS =
            Set.of("--forest", "--headers", "--no-headers", "--cumulative");
    private static final Set<String> COLUMNS =
            Set.of(
                    "pid",
                    "ppid",
                    "pgid",
                    "pgrp",
                    "sid",
                    "sess",
                    "tid",
                    "lwp",
                    "spid",
                    "nlwp",
                    "thcount",
                    "uid",
                    "euid",
                    "ruid",
                    "user",
                    "euser",
                    "ruser",
                    "uname",
                    "gid",
                    "egid",
                    "rgid",
                    "group",
                    "egroup",
                    "rgroup",
                    "comm",
                    "ucmd",
                    "ucomm",
                    "cmd",
                    "args",
                    "command",
                    "fname",
                    "etime",
                    "etimes",
                    "time",
                    "cputime",
                    "times",
                    "stime",
                    "start",
                    "start_time",
                    "lstart",
                    "bsdstart",
                    "bsdtime",
                    "c",
                    "cp",
                    "pcpu",
                    "%cpu",
                    "pmem",
                    "%mem",
                    "rss",
                    "rssize",
                    "rsz",
                    "vsz",
                    "vsize",
                    "sz",
                    "size",
                    "pri",
                    "priority",
                    "opri",
                    "ni",
                    "nice",
                    "psr",
                    "policy",
                    "class",
                    "cls",
                    "sched",
                    "rtprio",
                    "s",
                    "state",
                    "stat",
                    "f",
                    "flag",
                    "flags",
                    "tty",
                    "tt",
                    "tname",
                    "tpgid",
                    "wchan",
                    "nwchan",
                    "addr",
                    "label",
                    "cgroup",
                    "cgroupname",
                    "ipcns",
                    "mntns",
                    "netns",
                    "pidns",
                    "userns",
                    "utsns",
                    "maj_flt",
                    "min_flt",
                    "majflt",
                    "minflt",
                    "pss",
                    "uss",
                    "oom",
                    "oomadj");

    private PsArguments() {}

    /**
     * Checks and splits.
     *
     * @param text null or empty means {@code -ef}
     * @throws EngineException.InvalidParameter naming the word that is not allowed
     */
    static List<String> parse(String text) {
        if (text == null || text.isBlank()) {
            return List.of("-ef");
        }
        List<String> arguments = new ArrayList<>();
        List<String> words = List.of(text.strip().split("\\s+"));
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (COLUMN_FLAGS.contains(word)) {
                if (i + 1 == words.size()) {
                    throw refused(word);
                }
                arguments.add(word);
                arguments.add(columns(words.get(++i)));
            } else if (word.startsWith("-o") && word.length() > 2) {
                arguments.add("-o");
                arguments.add(columns(word.substring(2)));
            } else if (LONG_FLAGS.contains(word)
                    || UNIX_FLAGS.matcher(word).matches()
                    || BSD_FLAGS.matcher(word).matches()) {
                arguments.add(word);
            } else {
                throw refused(word);
            }
        }
        return arguments;
    }

    private static String columns(String list) {
        for (String column : list.split(",", -1)) {
            if (!COLUMNS.contains(column)) {
                throw refused(column);
            }
        }
        return list;
    }

    private static EngineException refused(String word) {
        return new EngineException.InvalidParameter(
                "invalid ps arguments: \"" + word + "\" is not allowed");
    }
}
