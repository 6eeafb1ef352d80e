package dev.joey.linux;

import java.lang.foreign.Arena;
import java.util.List;

/**
 * System calls on files by a folder's descriptor and a name. Each answers what the kernel did, or
 * the negative errno.
 */
final class FileCalls {
    static final int AT_REMOVEDIR = 0x200;
    static final int O_WRONLY = 1;
    static final int O_CREAT = 0100;
    static final int O_EXCL = 0200;
    static final int SEEK_DATA = 3;
    static final int SEEK_HOLE = 4;

    private static final int STATX_BASIC_AND_MOUNT = 0x7ff | 0x1000;
    private static final int DENTS = 32 << 10;

    private final Syscall syscall;

    FileCalls(Syscall syscall) {
        this.syscall = syscall;
    }

    long open(int folder, byte[] name, int flags, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            long path = Memory.name(arena, name).address();
            long result;
            do {
                // SAFETY: openat(2); the name is NUL-terminated and lives until the call is back.
                result = syscall.call(Call.OPENAT, folder, path, flags, mode, 0, 0);
            } while (result == -Errno.EINTR);
            return result;
        }
    }

    /** Asks for a file; null if there is none, else the answer or the errno's exception. */
    long stat(int folder, byte[] name, int flags, FileStat[] into) {
        try (Arena arena = Arena.ofConfined()) {
            Memory out = Memory.of(arena, 256);
            // SAFETY: statx(2); the name is NUL-terminated, struct statx is 256 bytes, both live.
            long result =
                    syscall.call(
                            Call.STATX,
                            folder,
                            Memory.name(arena, name).address(),
                            flags,
                            STATX_BASIC_AND_MOUNT,
                            out.address(),
                            0);
            if (result == 0) {
                into[0] =
                        new FileStat(
                                out.shortAt(28),
                                out.unsignedIntAt(16),
                                out.unsignedIntAt(20),
                                out.unsignedIntAt(24),
                                out.longAt(40),
                                out.unsignedIntAt(128),
                                out.unsignedIntAt(132),
                                (out.unsignedIntAt(136) << 32) | out.unsignedIntAt(140),
                                out.longAt(32),
                                out.longAt(112),
                                out.unsignedIntAt(120),
                                out.longAt(48),
                                out.longAt(144));
            }
            return result;
        }
    }

    /** All names in a folder but its own and its parent's. */
    long names(int folder, List<byte[]> into) {
        try (Arena arena = Arena.ofConfined()) {
            Memory buffer = Memory.of(arena, DENTS);
            // SAFETY: lseek(2); no memory.
            long result = syscall.call(Call.LSEEK, folder, 0, 0);
            while (result >= 0) {
                // SAFETY: getdents64(2); writes at most size() bytes, and the memory lives.
                result = syscall.call(Call.GETDENTS64, folder, buffer.address(), buffer.size());
                if (result == 0) {
                    return 0;
                }
                for (int at = 0; at < result; at += buffer.shortAt(at + 16)) {
                    int end = at + 19;
                    while (buffer.byteAt(end) != 0) {
                        end++;
                    }
                    byte[] name = buffer.slice(at + 19, end - at - 19);
                    boolean dots =
                            name[0] == '.'
                                    && (name.length == 1 || (name.length == 2 && name[1] == '.'));
                    if (!dots) {
                        into.add(name);
                    }
                }
            }
            return result;
        }
    }

    /** The target of a symlink; the count of bytes is the answer. */
    long readLink(int folder, byte[] name, byte[][] into) {
        try (Arena arena = Arena.ofConfined()) {
            Memory buffer = Memory.of(arena, 4096);
            // SAFETY: readlinkat(2); writes at most size() bytes, name and buffer live.
            long result =
                    syscall.call(
                            Call.READLINKAT,
                            folder,
                            Memory.name(arena, name).address(),
                            buffer.address(),
                            buffer.size(),
                            0,
                            0);
            if (result >= 0) {
                into[0] = buffer.slice(0, (int) result);
            }
            return result;
        }
    }

    /** Calls of the shape (folder, name, number, number). */
    long named(Call call, int folder, byte[] name, long a, long b, long c) {
        try (Arena arena = Arena.ofConfined()) {
            // SAFETY: mkdirat(2), mknodat(2), unlinkat(2), fchownat(2), fchmodat(2); the name is
            // NUL-terminated and lives until the call is back, the rest are numbers.
            return syscall.call(call, folder, Memory.name(arena, name).address(), a, b, c, 0);
        }
    }

    long symlink(byte[] target, int folder, byte[] name) {
        try (Arena arena = Arena.ofConfined()) {
            // SAFETY: symlinkat(2); both texts are NUL-terminated and live.
            return syscall.call(
                    Call.SYMLINKAT,
                    Memory.name(arena, target).address(),
                    folder,
                    Memory.name(arena, name).address());
        }
    }

    long link(int from, byte[] fromName, int folder, byte[] name) {
        try (Arena arena = Arena.ofConfined()) {
            // SAFETY: linkat(2); both names are NUL-terminated and live; symlinks are not followed.
            return syscall.call(
                    Call.LINKAT,
                    from,
                    Memory.name(arena, fromName).address(),
                    folder,
                    Memory.name(arena, name).address(),
                    0,
                    0);
        }
    }

    /** Sets both times; symlinks are not followed. */
    long times(int folder, byte[] name, long seconds, long nanos) {
        try (Arena arena = Arena.ofConfined()) {
            Memory times = Memory.of(arena, 32);
            times.setLong(0, seconds);
            times.setLong(8, nanos);
            times.setLong(16, seconds);
            times.setLong(24, nanos);
            // SAFETY: utimensat(2); two struct timespec, 32 bytes, and the name live.
            return syscall.call(
                    Call.UTIMENSAT,
                    folder,
                    Memory.name(arena, name).address(),
                    times.address(),
                    KernelCalls.AT_SYMLINK_NOFOLLOW,
                    0,
                    0);
        }
    }

    /** Names of a file's extended attributes. */
    long attributeNames(byte[] path, List<byte[]> into) {
        try (Arena arena = Arena.ofConfined()) {
            Memory buffer = Memory.of(arena, 4096);
            long address = Memory.name(arena, path).address();
            // SAFETY: llistxattr(2); writes at most size() bytes, path and buffer live.
            long result = syscall.call(Call.LLISTXATTR, address, buffer.address(), buffer.size());
            if (result == -Errno.ERANGE) {
                buffer = Memory.of(arena, 64 << 10);
                // SAFETY: as above; 64 KiB are the most that the kernel has.
                result = syscall.call(Call.LLISTXATTR, address, buffer.address(), buffer.size());
            }
            int from = 0;
            for (int at = 0; at < result; at++) {
                if (buffer.byteAt(at) == 0) {
                    into.add(buffer.slice(from, at - from));
                    from = at + 1;
                }
            }
            return result;
        }
    }

    long attribute(byte[] path, byte[] name, byte[][] into) {
        try (Arena arena = Arena.ofConfined()) {
            Memory buffer = Memory.of(arena, 4096);
            long address = Memory.name(arena, path).address();
            long key = Memory.name(arena, name).address();
            // SAFETY: lgetxattr(2); writes at most size() bytes; all three live.
            long result =
                    syscall.call(
                            Call.LGETXATTR, address, key, buffer.address(), buffer.size(), 0, 0);
            if (result == -Errno.ERANGE) {
                buffer = Memory.of(arena, 64 << 10);
                // SAFETY: as above; 64 KiB are the most that the kernel has.
                result =
                        syscall.call(
                                Call.LGETXATTR,
                                address,
                                key,
                                buffer.address(),
                                buffer.size(),
                                0,
                                0);
            }
            if (result >= 0) {
                into[0] = buffer.slice(0, (int) result);
            }
            return result;
        }
    }

    long setAttribute(byte[] path, byte[] name, byte[] value) {
        try (Arena arena = Arena.ofConfined()) {
            // SAFETY: lsetxattr(2); two NUL-terminated texts and so many bytes, all alive.
            return syscall.call(
                    Call.LSETXATTR,
                    Memory.name(arena, path).address(),
                    Memory.name(arena, name).address(),
                    Memory.of(arena, value, 0, value.length).address(),
                    value.length,
                    0,
                    0);
        }
    }

    /** Copies inside the kernel from where both descriptors stand. */
    long copy(int from, int to, long count) {
        long result;
        do {
            // SAFETY: copy_file_range(2); NULL offsets, no memory.
            result = syscall.call(Call.COPY_FILE_RANGE, from, 0, to, 0, count, 0);
        } while (result == -Errno.EINTR);
        return result;
    }

    long seek(int fd, long offset, int whence) {
        // SAFETY: lseek(2); no memory.
        return syscall.call(Call.LSEEK, fd, offset, whence);
    }

    /** Calls of numbers only: ftruncate(2), fchmod(2), fchown(2). */
    long numbers(Call call, int fd, long a, long b) {
        // SAFETY: the calls named above; no memory.
        return syscall.call(call, fd, a, b);
    }
}
