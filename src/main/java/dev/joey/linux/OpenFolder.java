package dev.joey.linux;

import dev.joey.error.EngineException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A folder that is held open. Its entries are reached by their names within it, and a symlink is
 * never followed, so nobody who renames or replaces things meanwhile leads a caller elsewhere.
 * Names are bytes, as the kernel has them. For one thread at a time.
 */
public final class OpenFolder implements AutoCloseable {
    private static final byte[] SELF = {};

    private final KernelCalls kernel;
    private final FileCalls files;
    private final Fd fd;

    OpenFolder(KernelCalls kernel, Fd fd) {
        this.kernel = kernel;
        this.files = new FileCalls(kernel.syscall());
        this.fd = fd;
    }

    /**
     * Opens a path of the host, symlinks followed.
     *
     * @throws EngineException.Internal if it is no folder
     */
    static OpenFolder open(KernelCalls kernel, String path) {
        long opened =
                kernel.openat(
                        KernelCalls.AT_FDCWD,
                        path,
                        KernelCalls.O_RDONLY
                                | KernelCalls.O_CLOEXEC
                                | Machine.current().oDirectory);
        if (opened < 0) {
            throw Errno.failure("open", path, (int) -opened);
        }
        return new OpenFolder(kernel, new Fd(kernel, (int) opened, path));
    }

    /**
     * The path by which this very folder is mounted, with this process alive; see proc_pid_fd(5).
     */
    public String procPath() {
        return "/proc/self/fd/" + fd.number();
    }

    int number() {
        return fd.number();
    }

    /** The folder itself. */
    public FileStat stat() {
        FileStat[] found = new FileStat[1];
        check("statx", SELF, files.stat(fd.number(), SELF, KernelCalls.AT_EMPTY_PATH, found));
        return found[0];
    }

    /** One entry, not followed; empty if there is none. */
    public Optional<FileStat> stat(byte[] name) {
        FileStat[] found = new FileStat[1];
        long result = files.stat(fd.number(), name, KernelCalls.AT_SYMLINK_NOFOLLOW, found);
        if (result == -Errno.ENOENT) {
            return Optional.empty();
        }
        check("statx", name, result);
        return Optional.of(found[0]);
    }

    /** The names of all entries. */
    public List<byte[]> names() {
        List<byte[]> names = new ArrayList<>();
        check("getdents64", SELF, files.names(fd.number(), names));
        return names;
    }

    /** Whether it has no entries. */
    public boolean isEmpty() {
        return names().isEmpty();
    }

    /** Opens a folder in it; empty if there is no folder of that name. */
    public Optional<OpenFolder> folder(byte[] name) {
        long opened =
                files.open(
                        fd.number(),
                        name,
                        KernelCalls.O_RDONLY
                                | KernelCalls.O_CLOEXEC
                                | Machine.current().oDirectory
                                | Machine.current().oNofollow,
                        0);
        if (opened == -Errno.ENOENT || opened == -Errno.ENOTDIR || opened == -Errno.ELOOP) {
            return Optional.empty();
        }
        check("openat", name, opened);
        return Optional.of(new OpenFolder(kernel, new Fd(kernel, (int) opened, text(name))));
    }

    /** Opens a file in it for reading; empty if there is no regular file of that name. */
    public Optional<Fd> file(byte[] name) {
        long opened =
                files.open(
                        fd.number(),
                        name,
                        KernelCalls.O_RDONLY
                                | KernelCalls.O_CLOEXEC
                                | KernelCalls.O_NONBLOCK
                                | Machine.current().oNofollow,
                        0);
        if (opened == -Errno.ENOENT || opened == -Errno.ELOOP || opened == -Errno.ENXIO) {
            return Optional.empty();
        }
        check("openat", name, opened);
        Fd file = new Fd(kernel, (int) opened, text(name));
        if (stat(file).kind() != FileStat.Kind.FILE) {
            file.close();
            return Optional.empty();
        }
        return Optional.of(file);
    }

    /** Makes a file that is not there, for writing, empty and for its owner alone. */
    public Fd create(byte[] name) {
        long opened =
                files.open(
                        fd.number(),
                        name,
                        FileCalls.O_WRONLY
                                | FileCalls.O_CREAT
                                | FileCalls.O_EXCL
                                | KernelCalls.O_CLOEXEC
                                | Machine.current().oNofollow,
                        0600);
        check("openat", name, opened);
        return new Fd(kernel, (int) opened, text(name));
    }

    /** What an open file is. */
    public FileStat stat(Fd file) {
        FileStat[] found = new FileStat[1];
        check("statx", SELF, files.stat(file.number(), SELF, KernelCalls.AT_EMPTY_PATH, found));
        return found[0];
    }

    /** Goes on so many bytes in a file that is written, and leaves a hole. */
    public void skip(Fd file, long count) {
        check("lseek", SELF, files.seek(file.number(), count, 1));
    }

    /** Sets the size of a file that is written. */
    public void truncate(Fd file, long sizeBytes) {
        check("ftruncate", SELF, files.numbers(Call.FTRUNCATE, file.number(), sizeBytes, 0));
    }

    /** Makes a folder; false if something has that name. */
    public boolean makeFolder(byte[] name, int mode) {
        long made = files.named(Call.MKDIRAT, fd.number(), name, mode, 0, 0);
        if (made == -Errno.EEXIST) {
            return false;
        }
        check("mkdirat", name, made);
        return true;
    }

    /**
     * Makes a device, FIFO or socket.
     *
     * @param mode with the type's bits
     */
    public void makeNode(byte[] name, int mode, long major, long minor) {
        long device =
                (minor & 0xff)
                        | ((major & 0xfff) << 8)
                        | ((minor & ~0xffL) << 12)
                        | ((major & ~0xfffL) << 32);
        check("mknodat", name, files.named(Call.MKNODAT, fd.number(), name, mode, device, 0));
    }

    /** Makes a symlink. */
    public void makeLink(byte[] name, byte[] target) {
        check("symlinkat", name, files.symlink(target, fd.number(), name));
    }

    /** Gives a file of {@code other} one more name here. */
    public void hardLink(byte[] name, OpenFolder other, byte[] otherName) {
        check("linkat", name, files.link(other.fd.number(), otherName, fd.number(), name));
    }

    /** Where a symlink leads. */
    public byte[] target(byte[] name) {
        byte[][] found = new byte[1][];
        check("readlinkat", name, files.readLink(fd.number(), name, found));
        return found[0];
    }

    /** Removes an entry, a folder with all that is in it; none is no error. */
    public void remove(byte[] name) {
        long gone = files.named(Call.UNLINKAT, fd.number(), name, 0, 0, 0);
        if (gone == -Errno.ENOENT) {
            return;
        }
        if (gone == -Errno.EISDIR || gone == -Errno.EPERM) {
            Optional<OpenFolder> inner = folder(name);
            if (inner.isPresent()) {
                try (OpenFolder open = inner.get()) {
                    open.names().forEach(open::remove);
                }
                gone = files.named(Call.UNLINKAT, fd.number(), name, FileCalls.AT_REMOVEDIR, 0, 0);
                if (gone == -Errno.ENOENT) {
                    return;
                }
            }
        }
        check("unlinkat", name, gone);
    }

    /** Gives an entry to a user and a group; a symlink itself. */
    public void own(byte[] name, long uid, long gid) {
        check(
                "fchownat",
                name,
                files.named(
                        Call.FCHOWNAT,
                        fd.number(),
                        name,
                        uid,
                        gid,
                        KernelCalls.AT_SYMLINK_NOFOLLOW));
    }

    /**
     * Sets the permissions of an entry that is no symlink. It is opened first, for no flag of
     * fchmodat(2) keeps the kernel from following.
     */
    public void permit(byte[] name, int mode) {
        long opened =
                files.open(
                        fd.number(),
                        name,
                        KernelCalls.O_PATH | KernelCalls.O_CLOEXEC | Machine.current().oNofollow,
                        0);
        check("openat", name, opened);
        try (Fd entry = new Fd(kernel, (int) opened, text(name))) {
            if (stat(entry).kind() == FileStat.Kind.LINK) {
                return;
            }
            byte[] path = bytes("/proc/self/fd/" + entry.number());
            check(
                    "fchmodat",
                    name,
                    files.named(Call.FCHMODAT, KernelCalls.AT_FDCWD, path, mode & 07777, 0, 0));
        }
    }

    /** Sets when an entry was last read and written. */
    public void touch(byte[] name, long seconds, long nanos) {
        check("utimensat", name, files.times(fd.number(), name, seconds, nanos));
    }

    /** Gives the folder itself an owner and permissions. */
    public void ownAndPermit(long uid, long gid, int mode) {
        check("fchown", SELF, files.numbers(Call.FCHOWN, fd.number(), uid, gid));
        check("fchmod", SELF, files.numbers(Call.FCHMOD, fd.number(), mode & 07777, 0));
    }

    /** An entry's extended attributes; none where the file system has none. */
    public Map<String, byte[]> attributes(byte[] name) {
        byte[] path = path(name);
        List<byte[]> keys = new ArrayList<>();
        long count = files.attributeNames(path, keys);
        if (count <= 0) {
            return Map.of();
        }
        Map<String, byte[]> attributes = new TreeMap<>();
        for (byte[] key : keys) {
            byte[][] value = new byte[1][];
            if (files.attribute(path, key, value) >= 0) {
                attributes.put(text(key), value[0]);
            }
        }
        return attributes;
    }

    /** One extended attribute of an entry; empty if it has none. */
    public Optional<byte[]> attribute(byte[] name, String key) {
        byte[][] value = new byte[1][];
        return files.attribute(path(name), bytes(key), value) >= 0
                ? Optional.of(value[0])
                : Optional.empty();
    }

    /** Sets an extended attribute; false where the file system or the kernel does not let us. */
    public boolean setAttribute(byte[] name, String key, byte[] value) {
        long set = files.setAttribute(path(name), bytes(key), value);
        if (set == -Errno.EOPNOTSUPP || set == -Errno.EPERM || set == -Errno.EINVAL) {
            return false;
        }
        check("lsetxattr " + key, name, set);
        return true;
    }

    /** A path whose last component alone is looked up, in this very folder. */
    private byte[] path(byte[] name) {
        byte[] folder = bytes(procPath() + (name.length == 0 ? "/." : "/"));
        byte[] path = new byte[folder.length + name.length];
        System.arraycopy(folder, 0, path, 0, folder.length);
        System.arraycopy(name, 0, path, folder.length, name.length);
        return path;
    }

    private void check(String call, byte[] name, long result) {
        if (result < 0) {
            String object = name.length == 0 ? fd.toString() : text(name);
            if (result == -Errno.EROFS) {
                throw new EngineException.Forbidden(
                        call + " " + object + ": read-only file system");
            }
            throw Errno.failure(call, object, (int) -result);
        }
    }

    /** Bytes of a text. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A name as a text, for messages. */
    public static String text(byte[] name) {
        return new String(name, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        fd.close();
    }
}
