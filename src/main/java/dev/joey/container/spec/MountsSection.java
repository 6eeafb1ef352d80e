package dev.joey.container.spec;

import dev.joey.container.ContainerSpec;
import dev.joey.container.MountPoint;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.oci.RuntimeSpec.Mount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is mounted in a container: the kernel's file systems, then init, then what the user and the
 * engine put over them, short paths first. Source: dockerd 28.5; OCI runtime-spec, "Default
 * Filesystems".
 */
final class MountsSection {
    private static final String SHM = "/dev/shm";
    private static final String CGROUP = "/sys/fs/cgroup";

    /** Stay writable below a read-only root. */
    private static final Set<String> ALWAYS_WRITABLE =
            Set.of("/proc", "/dev", "/dev/pts", SHM, "/dev/mqueue");

    private final ContainerSpec spec;
    private final SecurityOptions options;

    private MountsSection(ContainerSpec spec, SecurityOptions options) {
        this.spec = spec;
        this.options = options;
    }

    /**
     * The section.
     *
     * @param initBinary of the host, or null without {@code --init}
     */
    static List<Mount> of(
            ContainerSpec spec, SecurityOptions options, Surroundings around, String initBinary) {
        return new MountsSection(spec, options).all(around, initBinary);
    }

    /**
     * Says whether tmpfs mounts may be made where they are asked.
     *
     * @throws InvalidParameter if a destination or an option is wrong
     */
    static void checkTmpfs(Map<String, String> tmpfs) {
        tmpfs.forEach(
                (destination, given) -> {
                    if (!destination.startsWith("/")) {
                        throw new InvalidParameter(
                                "invalid mount path: '"
                                        + destination
                                        + "' mount path must be absolute");
                    }
                    if (clean(destination).equals("/")) {
                        throw new InvalidParameter(
                                "invalid specification: destination can't be '/'");
                    }
                    TmpfsOptions.merge(given);
                });
    }

    /**
     * How mounts pass between the container's root and the host. Source: dockerd 28.5.
     *
     * @return null for the runtime's own choice
     */
    static String rootPropagation(Surroundings around) {
        String chosen = null;
        for (Surroundings.Bind bind : around.binds()) {
            String propagation = bind.propagation() == null ? "" : bind.propagation();
            if (propagation.endsWith("shared")) {
                return "rshared";
            }
            if (propagation.endsWith("slave")) {
                chosen = "rslave";
            }
        }
        return chosen;
    }

    private List<Mount> all(Surroundings around, String initBinary) {
        List<Mount> over = over(around);
        Set<String> taken = new HashSet<>();
        over.forEach(mount -> taken.add(mount.destination()));

        List<Mount> mounts = new ArrayList<>(kernelFileSystems());
        if (initBinary != null) {
            mounts.add(bind(initBinary, ProcessSection.INIT, "bind", "ro"));
        }
        mounts.removeIf(
                mount ->
                        taken.contains(mount.destination())
                                || (taken.contains("/dev")
                                        && mount.destination().startsWith("/dev/")));
        if (spec.security().readonlyRootfs()) {
            mounts.replaceAll(MountsSection::readOnly);
        }
        mounts.addAll(over);
        return mounts;
    }

    private List<Mount> kernelFileSystems() {
        List<Mount> mounts = new ArrayList<>();
        mounts.add(kernel("/proc", "proc", "nosuid", "noexec", "nodev"));
        mounts.add(kernel("/dev", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k"));
        mounts.add(
                kernel(
                        "/dev/pts",
                        "devpts",
                        "nosuid",
                        "noexec",
                        "newinstance",
                        "ptmxmode=0666",
                        "mode=0620",
                        "gid=5"));
        // A privileged container may write sysfs even below a read-only root, as with Docker.
        boolean privileged = spec.security().privileged();
        mounts.add(kernel("/sys", "sysfs", "nosuid", "noexec", "nodev", privileged ? "rw" : "ro"));
        boolean writable = options.writableCgroups().orElse(privileged);
        mounts.add(kernel(CGROUP, "cgroup", writable ? "rw" : "ro", "nosuid", "noexec", "nodev"));
        mounts.add(kernel("/dev/mqueue", "mqueue", "nosuid", "noexec", "nodev"));
        if (!"none".equals(spec.host().ipcMode())) {
            mounts.add(
                    new Mount(
                            SHM,
                            "tmpfs",
                            "shm",
                            List.of(
                                    "nosuid",
                                    "noexec",
                                    "nodev",
                                    "mode=1777",
                                    "size=" + spec.host().shmSizeBytes())));
        }
        return mounts;
    }

    /** Binds and tmpfs, which win over the kernel's at the same place. */
    private List<Mount> over(Surroundings around) {
        Map<String, Mount> over = new TreeMap<>();
        String access = spec.security().readonlyRootfs() ? "ro" : "rw";
        file(over, around.resolvConfFile(), "/etc/resolv.conf", access);
        file(over, around.hostnameFile(), "/etc/hostname", access);
        file(over, around.hostsFile(), "/etc/hosts", access);
        if (NamespacesSection.isHostIpc(spec.host())) {
            file(over, SHM, SHM, "rw");
        } else {
            file(over, around.shmFolder(), SHM, "rw");
        }
        spec.host()
                .tmpfs()
                .forEach(
                        (destination, given) ->
                                over.put(
                                        clean(destination),
                                        new Mount(
                                                clean(destination),
                                                "tmpfs",
                                                "tmpfs",
                                                TmpfsOptions.merge(given))));
        spec.storage().points().stream()
                .filter(point -> point.type().equals(MountPoint.TMPFS))
                .forEach(
                        point ->
                                over.put(
                                        point.destination(),
                                        new Mount(
                                                point.destination(),
                                                "tmpfs",
                                                "tmpfs",
                                                TmpfsOptions.merge(point.detail().tmpfs()))));
        for (Surroundings.Bind bind : around.binds()) {
            String at = clean(bind.destination());
            String propagation = bind.propagation() == null ? "rprivate" : bind.propagation();
            String closed = bind.readOnlyBelow() ? "rro" : "ro";
            over.put(
                    at,
                    bind(
                            bind.source(),
                            at,
                            bind.recursive() ? "rbind" : "bind",
                            bind.readOnly() ? closed : "rw",
                            propagation));
        }
        return over.values().stream()
                .sorted(Comparator.comparingInt(mount -> depth(mount.destination())))
                .toList();
    }

    private static void file(
            Map<String, Mount> mounts, String source, String destination, String access) {
        if (source != null) {
            mounts.put(destination, bind(source, destination, "rbind", access, "rprivate"));
        }
    }

    private static Mount kernel(String destination, String type, String... options) {
        return new Mount(destination, type, type, List.of(options));
    }

    private static Mount bind(String source, String destination, String... options) {
        return new Mount(destination, "bind", source, List.of(options));
    }

    private static Mount readOnly(Mount mount) {
        List<String> options = mount.options();
        if (ALWAYS_WRITABLE.contains(mount.destination())
                || options.contains("ro")
                || options.contains("rw")) {
            return mount;
        }
        List<String> closed = new ArrayList<>(options);
        closed.add("ro");
        return new Mount(mount.destination(), mount.type(), mount.source(), closed);
    }

    /** Without doubled slashes, dots and a slash at the end. */
    private static String clean(String path) {
        return CleanPath.fromRoot(path).toString();
    }

    private static int depth(String path) {
        return (int) path.chars().filter(c -> c == '/').count();
    }
}
