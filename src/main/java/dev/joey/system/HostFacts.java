package dev.joey.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the host says of itself. Sources: proc(5), os-release(5).
 *
 * @param name the host name
 * @param kernel as {@code uname -r} says it
 * @param operatingSystem for people, as {@code Debian GNU/Linux 12 (bookworm)}
 * @param operatingSystemVersion as {@code 12}; empty if the system does not say
 * @param machine as {@code uname -m} says it
 * @param cpus those this process may use
 * @param memoryBytes all memory of the host
 * @param forwardsIpv4 whether the host routes IPv4
 * @param seccomp whether the kernel filters system calls
 * @param cgroupNamespaces whether the kernel has them
 */
record HostFacts(
        String name,
        String kernel,
        String operatingSystem,
        String operatingSystemVersion,
        String machine,
        int cpus,
        long memoryBytes,
        boolean forwardsIpv4,
        boolean seccomp,
        boolean cgroupNamespaces) {
    /** Reads them now. */
    static HostFacts read() {
        return read(Path.of("/"));
    }

    /**
     * Reads them below another root.
     *
     * @param root with {@code proc}, {@code etc} and {@code usr}
     */
    static HostFacts read(Path root) {
        Map<String, String> release = release(root);
        return new HostFacts(
                text(root, "proc/sys/kernel/hostname"),
                text(root, "proc/sys/kernel/osrelease"),
                release.getOrDefault("PRETTY_NAME", "Linux"),
                release.getOrDefault("VERSION_ID", ""),
                hardware(),
                Runtime.getRuntime().availableProcessors(),
                memory(root),
                text(root, "proc/sys/net/ipv4/ip_forward").equals("1"),
                Files.exists(root.resolve("proc/sys/kernel/seccomp/actions_avail")),
                Files.exists(root.resolve("proc/self/ns/cgroup")));
    }

    /** The architecture in Go's words, which Docker uses in images and versions. */
    String goArchitecture() {
        return switch (machine) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> machine;
        };
    }

    private static String hardware() {
        String jvm = System.getProperty("os.arch");
        return jvm.equals("amd64") ? "x86_64" : jvm;
    }

    private static long memory(Path root) {
        return text(root, "proc/meminfo")
                .lines()
                .filter(line -> line.startsWith("MemTotal:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }

    private static Map<String, String> release(Path root) {
        String text = text(root, "etc/os-release");
        if (text.isEmpty()) {
            text = text(root, "usr/lib/os-release");
        }
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("#") && line.indexOf('=') > 0)
                .collect(
                        Collectors.toMap(
                                line -> line.substring(0, line.indexOf('=')),
                                line -> unquoted(line.substring(line.indexOf('=') + 1)),
                                (first, _) -> first));
    }

    private static String unquoted(String value) {
        boolean quoted =
                value.length() >= 2
                        && Stream.of("\"", "'")
                                .anyMatch(
                                        quote -> value.startsWith(quote) && value.endsWith(quote));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static String text(Path root, String path) {
        try {
            return Files.readString(root.resolve(path)).strip();
        } catch (IOException notThere) {
            return "";
        }
    }

    /** How many files this process has open, and how many threads. */
    static List<Integer> openFilesAndThreads() {
        return List.of(entries(Path.of("/proc/self/fd")), entries(Path.of("/proc/self/task")));
    }

    private static int entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return (int) entries.count();
        } catch (IOException notThere) {
            return 0;
        }
    }
}
