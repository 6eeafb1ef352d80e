package dev.joey.linux;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/** The control groups of the host, as they are mounted when this is made. */
@ApplicationScoped
class HostCgroups implements Cgroups {
    /** A group whose last process was just reaped answers EBUSY for a moment. */
    private static final int REMOVE_TRIES = 10;

    private static final Duration REMOVE_PAUSE = Duration.ofMillis(10);

    private final CgroupMounts mounts;
    private final Set<Feature> features;

    @Inject
    HostCgroups() {
        this(Path.of("/proc/self/mountinfo"), Path.of("/"));
    }

    /**
     * Of any tree.
     *
     * @param mountinfo in the form of proc_pid_mountinfo(5)
     * @param root put before each mount point
     */
    HostCgroups(Path mountinfo, Path root) {
        try {
            mounts = CgroupMounts.of(Files.readAllLines(mountinfo), root);
        } catch (IOException failed) {
            throw new EngineException.Internal("read " + mountinfo, failed);
        }
        features = CgroupFeatures.of(mounts);
    }

    @Override
    public int version() {
        return mounts.version();
    }

    @Override
    public boolean supports(Feature feature) {
        return features.contains(feature);
    }

    @Override
    public List<Long> pids(String path) {
        SortedSet<Long> pids = new TreeSet<>();
        for (Path hierarchy : mounts.all()) {
            Path group = below(hierarchy, path);
            if (Files.isDirectory(group, LinkOption.NOFOLLOW_LINKS)) {
                collect(group, pids);
                // Every hierarchy that knows the group has all its processes.
                return List.copyOf(pids);
            }
        }
        return List.of();
    }

    @Override
    public void remove(String path) {
        for (Path hierarchy : mounts.all()) {
            try {
                removeTree(below(hierarchy, path));
            } catch (NoSuchFileException gone) {
                // Somebody else removed it.
            } catch (IOException failed) {
                throw new EngineException.Unavailable(
                        "remove cgroup " + path + " in " + hierarchy, failed);
            }
        }
    }

    private static void collect(Path group, Set<Long> pids) {
        try {
            for (String line : Files.readAllLines(group.resolve("cgroup.procs"))) {
                pids.add(Long.parseLong(line.strip()));
            }
            for (Path child : children(group)) {
                collect(child, pids);
            }
        } catch (IOException gone) {
            // The group was removed while we looked, or is threaded: its processes are listed
            // above.
        }
    }

    /** Only the folders: the files in them are the kernel's and go with them. */
    private static void removeTree(Path group) throws IOException {
        if (!Files.isDirectory(group, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        for (Path child : children(group)) {
            removeTree(child);
        }
        for (int left = REMOVE_TRIES; ; left--) {
            try {
                Files.deleteIfExists(group);
                return;
            } catch (FileSystemException busy) {
                if (left == 1 || !Files.isDirectory(group)) {
                    throw busy;
                }
                LockSupport.parkNanos(REMOVE_PAUSE.toNanos());
            }
        }
    }

    private static List<Path> children(Path group) throws IOException {
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(
                        group, p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))) {
            List<Path> found = new ArrayList<>();
            entries.forEach(found::add);
            return found;
        }
    }

    private static Path below(Path hierarchy, String path) {
        Path group = hierarchy.resolve(path.replaceFirst("^/+", "")).normalize();
        if (group.equals(hierarchy) || !group.startsWith(hierarchy)) {
            throw new EngineException.InvalidParameter("no cgroup of a container: " + path);
        }
        return group;
    }
}
