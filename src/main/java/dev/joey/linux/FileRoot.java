package dev.joey.linux;

import dev.joey.error.EngineException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The root of a file system that is not trusted, held open. Paths are resolved within it as a
 * process chrooted there would: symlinks stay inside, magic links are refused. Source: openat2(2),
 * RESOLVE_IN_ROOT and RESOLVE_NO_MAGICLINKS.
 */
public final class FileRoot implements AutoCloseable {
    private final KernelCalls kernel;
    private final Fd fd;
    private final AutoCloseable behind;

    FileRoot(KernelCalls kernel, Fd fd, AutoCloseable behind) {
        this.kernel = kernel;
        this.fd = fd;
        this.behind = behind;
    }

    static FileRoot open(KernelCalls kernel, String path, AutoCloseable behind) {
        long opened =
                kernel.openat(
                        KernelCalls.AT_FDCWD,
                        path,
                        KernelCalls.O_PATH | KernelCalls.O_CLOEXEC | Machine.current().oDirectory);
        if (opened < 0) {
            throw Errno.failure("open", path, (int) -opened);
        }
        return new FileRoot(kernel, new Fd(kernel, (int) opened, path), behind);
    }

    /** What the root itself is. */
    public FileStat stat() {
        FileStat[] found = new FileStat[1];
        long result =
                new FileCalls(kernel.syscall())
                        .stat(fd.number(), new byte[0], KernelCalls.AT_EMPTY_PATH, found);
        if (result < 0) {
            throw Errno.failure("statx", fd.toString(), (int) -result);
        }
        return found[0];
    }

    /**
     * Opens a folder, every symlink followed within the root.
     *
     * @return empty if there is none
     * @throws EngineException.InvalidParameter if the path is something else
     */
    public Optional<OpenFolder> folder(String path) {
        long opened = resolve(path, KernelCalls.O_RDONLY | Machine.current().oDirectory);
        if (opened == -Errno.ENOENT) {
            return Optional.empty();
        }
        if (opened == -Errno.ENOTDIR) {
            // A component is no folder: of the path's end, or before it?
            long found = resolve(path, KernelCalls.O_PATH);
            if (found < 0) {
                return Optional.empty();
            }
            new Fd(kernel, (int) found, path).close();
            throw new EngineException.InvalidParameter(path + " is not a directory");
        }
        return Optional.of(new OpenFolder(kernel, opened(path, opened)));
    }

    /**
     * Where a path really leads within the root, every symlink followed.
     *
     * @return an absolute path; empty if there is nothing
     */
    public Optional<String> realPath(String path) {
        long found = resolve(path, KernelCalls.O_PATH);
        if (found == -Errno.ENOENT || found == -Errno.ENOTDIR) {
            return Optional.empty();
        }
        try (Fd entry = opened(path, found)) {
            byte[][] name = new byte[1][];
            byte[][] root = new byte[1][];
            FileCalls files = new FileCalls(kernel.syscall());
            long got =
                    files.readLink(
                            KernelCalls.AT_FDCWD,
                            OpenFolder.bytes("/proc/self/fd/" + entry.number()),
                            name);
            long base =
                    files.readLink(
                            KernelCalls.AT_FDCWD,
                            OpenFolder.bytes("/proc/self/fd/" + fd.number()),
                            root);
            if (got < 0 || base < 0) {
                throw Errno.failure("readlink", path, (int) -Math.min(got, base));
            }
            String whole = new String(name[0], StandardCharsets.UTF_8);
            String prefix = new String(root[0], StandardCharsets.UTF_8);
            String inside =
                    whole.startsWith(prefix) && !prefix.equals("/")
                            ? whole.substring(prefix.length())
                            : whole;
            return Optional.of(inside.isEmpty() ? "/" : inside);
        }
    }

    private Fd opened(String path, long number) {
        if (number == -Errno.ELOOP) {
            throw new EngineException.InvalidParameter(
                    path + ": too many levels of symbolic links");
        }
        if (number < 0) {
            throw Errno.failure("openat2", path, (int) -number);
        }
        return new Fd(kernel, (int) number, path);
    }

    private long resolve(String path, int flags) {
        return kernel.openat2(
                fd.number(),
                path.isEmpty() ? "." : path,
                flags | KernelCalls.O_CLOEXEC,
                KernelCalls.RESOLVE_IN_ROOT | KernelCalls.RESOLVE_NO_MAGICLINKS);
    }

    /** A path that leads to this very root, with this process alive; see proc_pid_fd(5). */
    public String procPath() {
        return "/proc/self/fd/" + fd.number();
    }

    int number() {
        return fd.number();
    }

    @Override
    public void close() {
        fd.close();
        try {
            behind.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new EngineException.Internal("cannot let go of " + fd, e);
        }
    }
}
