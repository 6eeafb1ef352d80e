package dev.joey.linux;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kernel that runs this. */
@ApplicationScoped
class HostLinux implements Linux {
    /** Folders of /dev that hold no devices of the host, or others' ones. */
    private static final Set<String> NOT_DEVICES =
            Set.of("pts", "shm", "fd", "mqueue", ".lxc", ".lxd-mounts", ".udev");

    private final KernelCalls kernel;
    private final Mounts mounts;

    HostLinux(Syscall syscall) {
        kernel = new KernelCalls(syscall);
        mounts = new Mounts(kernel);
    }

    @Override
    public Optional<byte[]> readInRoot(Path root, String path, int maxBytes) {
        int flags = KernelCalls.O_PATH | KernelCalls.O_CLOEXEC;
        long folder =
                kernel.openat(
                        KernelCalls.AT_FDCWD,
                        root.toString(),
                        flags | Machine.current().oDirectory);
        if (folder < 0) {
            throw Errno.failure("open", root.toString(), (int) -folder);
        }
        try (Fd in = new Fd(kernel, (int) folder, root.toString())) {
            // O_PATH first: opening a device or a FIFO for reading does things.
            long found =
                    kernel.openat2(
                            in.number(),
                            path.isEmpty() ? "." : path,
                            flags,
                            KernelCalls.RESOLVE_IN_ROOT | KernelCalls.RESOLVE_NO_MAGICLINKS);
            if (found == -Errno.ENOENT || found == -Errno.ENOTDIR) {
                return Optional.empty();
            }
            if (found == -Errno.ELOOP) {
                throw new EngineException.InvalidParameter(
                        path + " is a loop of symlinks or a magic link");
            }
            if (found < 0) {
                throw Errno.failure("openat2", path, (int) -found);
            }
            try (Fd file = new Fd(kernel, (int) found, path)) {
                return Optional.of(content(file, path, maxBytes));
            }
        }
    }

    private byte[] content(Fd file, String path, int maxBytes) {
        KernelCalls.Stat stat = kernel.stat(file.number(), "", KernelCalls.AT_EMPTY_PATH);
        if (stat.errno() != 0) {
            throw Errno.failure("statx", path, stat.errno());
        }
        if (stat.type() != KernelCalls.S_IFREG) {
            throw new EngineException.InvalidParameter(path + " is no regular file");
        }
        // The descriptor is the file: this cannot lead to another one.
        long opened =
                kernel.openat(
                        KernelCalls.AT_FDCWD,
                        "/proc/self/fd/" + file.number(),
                        KernelCalls.O_RDONLY | KernelCalls.O_CLOEXEC);
        if (opened < 0) {
            throw Errno.failure("open", path, (int) -opened);
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (Fd readable = new Fd(kernel, (int) opened, path)) {
            IoBuffer buffer = new IoBuffer(16 << 10);
            int count = readable.read(buffer);
            while (count > 0) {
                if (content.size() + (long) count > maxBytes) {
                    throw new EngineException.InvalidParameter(
                            path + " is larger than " + maxBytes + " bytes");
                }
                content.write(buffer.bytes(), 0, count);
                count = readable.read(buffer);
            }
        }
        return content.toByteArray();
    }

    @Override
    public Optional<DeviceNode> device(Path path) {
        return device(path, 0);
    }

    private Optional<DeviceNode> device(Path path, int flags) {
        KernelCalls.Stat stat = kernel.stat(KernelCalls.AT_FDCWD, path.toString(), flags);
        char type =
                switch (stat.type()) {
                    case KernelCalls.S_IFCHR -> 'c';
                    case KernelCalls.S_IFBLK -> 'b';
                    default -> 0;
                };
        if (stat.errno() != 0 || type == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new DeviceNode(
                        path,
                        type,
                        stat.major(),
                        stat.minor(),
                        stat.mode() & 07777,
                        stat.uid(),
                        stat.gid()));
    }

    @Override
    public List<DeviceNode> devicesBelow(Path folder) {
        List<DeviceNode> found = new ArrayList<>();
        collect(folder, found);
        return found;
    }

    private void collect(Path folder, List<DeviceNode> found) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    if (!NOT_DEVICES.contains(name)) {
                        collect(entry, found);
                    }
                } else if (!name.equals("console")) {
                    device(entry, KernelCalls.AT_SYMLINK_NOFOLLOW).ifPresent(found::add);
                }
            }
        } catch (IOException | DirectoryIteratorException gone) {
            // A folder that vanished or may not be read holds no device for anybody here.
        }
    }

    @Override
    public Set<String> boundingCapabilities() {
        for (String line : lines(Path.of("/proc/self/status"))) {
            if (line.startsWith("CapBnd:")) {
                return Capabilities.ofMask(
                        Long.parseUnsignedLong(line.substring("CapBnd:".length()).strip(), 16));
            }
        }
        throw new EngineException.Internal("/proc/self/status has no CapBnd", null);
    }

    @Override
    public Set<String> kernelCapabilities() {
        String last = lines(Path.of("/proc/sys/kernel/cap_last_cap")).getFirst();
        return Capabilities.upTo(Integer.parseInt(last.strip()));
    }

    @Override
    public void mount(String type, String source, Path target, List<String> options) {
        mounts.mount(type, source, target, options);
    }

    @Override
    public void unmount(Path target) {
        mounts.unmount(target);
    }

    @Override
    public boolean kill(long pid, int signal) {
        if (pid <= 0) {
            throw new IllegalArgumentException("no process has the id " + pid);
        }
        long result = kernel.kill(pid, signal);
        if (result == -Errno.ESRCH) {
            return false;
        }
        if (result < 0) {
            throw Errno.failure("kill", pid + " with signal " + signal, (int) -result);
        }
        return true;
    }

    private static List<String> lines(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (IOException failed) {
            throw new EngineException.Internal("read " + path, failed);
        }
    }
}
