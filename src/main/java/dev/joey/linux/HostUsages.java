package dev.joey.linux;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The running host's. */
@ApplicationScoped
class HostUsages implements Usages {
    private static final long NANOS_PER_TICK = 10_000_000;

    /** Of the line {@code cpu}: all but steal, and guest, which user counts already. */
    private static final int CPU_FIELDS = 7;

    /** What the modules of tunnels put into each new namespace. */
    private static final Set<String> NOT_OURS =
            Set.of(
                    "lo",
                    "tunl0",
                    "gre0",
                    "gretap0",
                    "erspan0",
                    "ip_vti0",
                    "ip6_vti0",
                    "sit0",
                    "ip6tnl0",
                    "ip6gre0");

    private final KernelCalls kernel;
    private final CgroupMounts mounts;
    private final CgroupV1Usage version1;
    private final Path proc;

    @Inject
    HostUsages(Syscall syscall) {
        this(syscall, Path.of("/proc/self/mountinfo"), Path.of("/"));
    }

    /**
     * Of any tree.
     *
     * @param mountinfo in the form of proc_pid_mountinfo(5)
     * @param root put before each mount point, and before {@code /proc}
     */
    HostUsages(Syscall syscall, Path mountinfo, Path root) {
        kernel = new KernelCalls(syscall);
        proc = root.resolve("proc");
        try {
            mounts = CgroupMounts.of(Files.readAllLines(mountinfo), root);
        } catch (IOException failed) {
            throw new EngineException.Internal("read " + mountinfo, failed);
        }
        version1 = new CgroupV1Usage(mounts);
    }

    @Override
    public Optional<CgroupUsage> cgroup(String path) {
        boolean unified = mounts.version() == 2;
        String folder = unified ? mounts.unified() + path + "/" : version1.anyFolder(path);
        if (folder == null) {
            return Optional.empty();
        }
        try (SmallFiles files = new SmallFiles(kernel)) {
            if (!files.read(folder + "cgroup.procs", 1)) {
                return Optional.empty();
            }
            return Optional.of(
                    unified ? CgroupV2Usage.read(files, folder) : version1.read(files, path));
        }
    }

    @Override
    public HostCpu cpu() {
        try (SmallFiles files = new SmallFiles(kernel)) {
            if (!files.read(proc.resolve("stat").toString())) {
                throw new EngineException.Unavailable("cannot read /proc/stat", null);
            }
            Words words = files.words();
            words.next();
            long ticks = 0;
            for (int field = 0; field < CPU_FIELDS; field++) {
                ticks += words.nextNumber();
            }
            int online = 0;
            while (words.nextLine() && words.text().startsWith("cpu")) {
                online++;
            }
            return new HostCpu(ticks * NANOS_PER_TICK, online);
        }
    }

    @Override
    public long memoryBytes() {
        try (SmallFiles files = new SmallFiles(kernel)) {
            boolean known = files.read(proc.resolve("meminfo").toString());
            Words words = files.words();
            while (known && words.next()) {
                if (words.is("MemTotal")) {
                    return words.nextNumber() * 1024;
                }
            }
            throw new EngineException.Unavailable("cannot read /proc/meminfo", null);
        }
    }

    @Override
    public List<InterfaceUsage> interfaces(long pid) {
        List<InterfaceUsage> found = new ArrayList<>();
        try (SmallFiles files = new SmallFiles(kernel)) {
            if (!files.read(proc + "/" + pid + "/net/dev")) {
                return found;
            }
            Words words = files.words();
            boolean more = words.nextLine();
            for (int title = 0; title < 2 && more; title++) {
                more = words.nextLine();
            }
            while (more) {
                String name = words.text();
                long[] counts = new long[16];
                for (int field = 0; field < counts.length; field++) {
                    counts[field] = words.nextNumber();
                }
                if (!NOT_OURS.contains(name)) {
                    found.add(
                            new InterfaceUsage(
                                    name,
                                    counts[0],
                                    counts[1],
                                    counts[2],
                                    counts[3],
                                    counts[8],
                                    counts[9],
                                    counts[10],
                                    counts[11]));
                }
                more = words.nextLine();
            }
        }
        return found;
    }
}
