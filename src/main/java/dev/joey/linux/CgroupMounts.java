package dev.joey.linux;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the control group hierarchies are mounted. Sources: proc_pid_mountinfo(5), cgroups(7).
 *
 * @param controllers the mount point of each version 1 controller
 * @param others mount points of version 1 hierarchies without a controller, as {@code name=systemd}
 * @param unified the version 2 mount point, or null
 */
record CgroupMounts(Map<String, Path> controllers, List<Path> others, Path unified) {
    private static final List<String> NO_CONTROLLERS =
            List.of("rw", "ro", "xattr", "noprefix", "clone_children", "cpuset_v2_mode");

    /**
     * Reads the lines of {@code /proc/self/mountinfo}.
     *
     * @param root put before each mount point; "/" for the real ones
     */
    static CgroupMounts of(List<String> mountinfo, Path root) {
        Map<String, Path> controllers = new LinkedHashMap<>();
        Map<Path, Boolean> named = new LinkedHashMap<>();
        Path unified = null;
        for (String line : mountinfo) {
            List<String> halves = List.of(line.split(" - ", 2));
            if (halves.size() < 2) {
                continue;
            }
            List<String> mount = List.of(halves.get(0).split(" ", -1));
            List<String> system = List.of(halves.get(1).split(" ", -1));
            if (mount.size() < 5 || system.size() < 3) {
                continue;
            }
            Path point = root.resolve(unescape(mount.get(4)).substring(1));
            if (system.getFirst().equals("cgroup2")) {
                unified = unified == null ? point : unified;
            } else if (system.getFirst().equals("cgroup")) {
                boolean controls = false;
                for (String option : system.get(2).split(",", -1)) {
                    if (!NO_CONTROLLERS.contains(option) && option.indexOf('=') < 0) {
                        controllers.putIfAbsent(option, point);
                        controls = true;
                    }
                }
                if (!controls) {
                    named.put(point, true);
                }
            }
        }
        return new CgroupMounts(controllers, List.copyOf(named.keySet()), unified);
    }

    /** 2 only if no controller is bound to a version 1 hierarchy. */
    int version() {
        return controllers.isEmpty() && unified != null ? 2 : 1;
    }

    /** All hierarchies, each once. */
    List<Path> all() {
        Map<Path, Boolean> all = new LinkedHashMap<>();
        controllers.values().forEach(path -> all.put(path, true));
        others.forEach(path -> all.put(path, true));
        if (unified != null) {
            all.put(unified, true);
        }
        return List.copyOf(all.keySet());
    }

    /** Blanks and backslashes are octal there. */
    private static String unescape(String text) {
        List<String> parts = Arrays.asList(text.split("\\\\", -1));
        StringBuilder plain = new StringBuilder(parts.getFirst());
        for (String part : parts.subList(1, parts.size())) {
            plain.append((char) Integer.parseInt(part.substring(0, 3), 8))
                    .append(part, 3, part.length());
        }
        return plain.toString();
    }
}
