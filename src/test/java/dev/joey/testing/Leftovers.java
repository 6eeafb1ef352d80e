package dev.joey.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What a daemon may have left on the host, found by its root: the path stands in every trace. */
final class Leftovers {
    // A process that was just ended is seen a moment longer.
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

    private Leftovers() {}

    /** Everything there is, a line each; what goes within the grace is none. */
    static List<String> of(Path root, String cgroupParent) {
        long deadline = System.nanoTime() + GRACE.toNanos();
        List<String> left = now(root, cgroupParent);
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            left = now(root, cgroupParent);
        }
        return left;
    }

    /** Ends, unmounts and removes everything there is. */
    static void remove(Path root, String cgroupParent) {
        processes(root).forEach(process -> process.destroyForcibly());
        List<String> mounts = mounts(root).reversed();
        mounts.forEach(mount -> Program.run("umount", "-l", mount));
        new HostNetwork(root).remove();
        for (Path cgroup : cgroups(cgroupParent)) {
            Program.run(
                    "find", cgroup.toString(), "-depth", "-type", "d", "-exec", "rmdir", "{}", ";");
        }
        Program.run("rm", "-rf", "--one-file-system", root.toString());
    }

    private static List<String> now(Path root, String cgroupParent) {
        List<String> left = new ArrayList<>();
        processes(root)
                .forEach(
                        process ->
                                left.add("process " + process.pid() + ": " + commandLine(process)));
        mounts(root).forEach(mount -> left.add("mount " + mount));
        left.addAll(new HostNetwork(root).all());
        for (Path cgroup : cgroups(cgroupParent)) {
            // The parent itself may stay, as dockerd's does.
            try (Stream<Path> below = Files.list(cgroup)) {
                below.filter(Files::isDirectory).forEach(group -> left.add("cgroup " + group));
            } catch (IOException gone) {
                // Then nothing of it is left.
            }
        }
        return left;
    }

    private static List<ProcessHandle> processes(Path root) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> commandLine(process).contains(root + "/"))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            Path file = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
            return Files.readString(file, StandardCharsets.ISO_8859_1).replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    // Source: proc_pid_mountinfo(5), field 5.
    private static List<String> mounts(Path root) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return lines.map(line -> line.split(" ", -1)[4])
                    .filter(point -> point.startsWith(root + "/"))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The parent's folder in each hierarchy, v1 and v2. */
    private static List<Path> cgroups(String parent) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> hierarchies = Files.newDirectoryStream(CGROUPS)) {
            for (Path hierarchy : hierarchies) {
                Path candidate = hierarchy.resolve(parent.substring(1));
                if (Files.isDirectory(hierarchy, LinkOption.NOFOLLOW_LINKS)
                        && Files.isDirectory(candidate)) {
                    found.add(candidate);
                }
            }
        } catch (IOException none) {
            return List.of();
        }
        Path unified = CGROUPS.resolve(parent.substring(1));
        if (Files.isDirectory(unified)) {
            found.add(unified);
        }
        return found;
    }
}
