package dev.joey.linux;

import java.lang.foreign.Arena;

/**
 * System calls with Java's types. Each answers what the kernel did, or the negative errno, which
 * the caller judges. All memory lives in an arena for the time of the call.
 */
final class KernelCalls {
    static final int AT_FDCWD = -100;
    static final int AT_EMPTY_PATH = 0x1000;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;

    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_NONBLOCK = 04000;
    static final int O_CLOEXEC = 02000000;
    static final int O_PATH = 010000000;

    /** Of openat2(2): magic links, as those of /proc/pid/fd, are refused. */
    static final long RESOLVE_NO_MAGICLINKS = 0x02;

    /** Of openat2(2): the folder is the root, for absolute paths and symlinks too. */
    static final long RESOLVE_IN_ROOT = 0x10;

    static final int S_IFMT = 0170000;
    static final int S_IFIFO = 0010000;
    static final int S_IFCHR = 0020000;
    static final int S_IFBLK = 0060000;
    static final int S_IFREG = 0100000;

    private static final int F_SETPIPE_SZ = 1031;
    private static final int SPLICE_F_NONBLOCK = 2;
    private static final int STATX_BASIC_STATS = 0x7ff;

    private final Syscall syscall;

    KernelCalls(Syscall syscall) {
        this.syscall = syscall;
    }

    Syscall syscall() {
        return syscall;
    }

    long openat(int folder, String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            Memory name = Memory.of(arena, path);
            long result;
            do {
                // SAFETY: openat(2); the path is NUL-terminated and lives until the call is back.
                result = syscall.call(Call.OPENAT, folder, name.address(), flags, 0, 0, 0);
            } while (result == -Errno.EINTR);
            return result;
        }
    }

    long openat2(int folder, String path, long flags, long resolve) {
        try (Arena arena = Arena.ofConfined()) {
            Memory name = Memory.of(arena, path);
            Memory how = Memory.of(arena, 24);
            how.setLong(0, flags);
            how.setLong(16, resolve);
            long result;
            int tries = 0;
            do {
                // SAFETY: openat2(2); the path is NUL-terminated, struct open_how is 24 bytes
                // (flags, mode, resolve), both live until the call is back.
                result =
                        syscall.call(Call.OPENAT2, folder, name.address(), how.address(), 24, 0, 0);
                // EAGAIN: a rename passed by while ".." was looked up; a container that renames
                // for ever is not waited for.
            } while (result == -Errno.EINTR || (result == -Errno.EAGAIN && ++tries < 100));
            return result;
        }
    }

    long close(int fd) {
        // SAFETY: close(2); no memory. Not repeated on EINTR: the descriptor is gone then too.
        return syscall.call(Call.CLOSE, fd, 0, 0);
    }

    /** Reads into {@code buffer}; the answer is the count, 0 at the end. */
    long read(int fd, Memory buffer) {
        return read(fd, buffer, buffer.size());
    }

    /**
     * Reads so many bytes at most.
     *
     * @param count 1 to the buffer's size
     */
    long read(int fd, Memory buffer, long count) {
        long result;
        do {
            // SAFETY: read(2); writes at most count <= size() bytes, and the segment is alive: the
            // caller holds it.
            result = syscall.call(Call.READ, fd, buffer.address(), count);
        } while (result == -Errno.EINTR);
        return result;
    }

    /** Makes a pipe; its ends, for reading and for writing, are put into {@code ends}. */
    long pipe(int[] ends, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            Memory into = Memory.of(arena, 8);
            // SAFETY: pipe2(2); writes two ints, 8 bytes, that live until the call is back.
            long result = syscall.call(Call.PIPE2, into.address(), flags, 0);
            ends[0] = into.intAt(0);
            ends[1] = into.intAt(4);
            return result;
        }
    }

    /** Copies at most {@code count} bytes from one pipe to another and leaves them in the first. */
    long tee(int from, int to, long count) {
        long result;
        do {
            // SAFETY: tee(2); no memory.
            result = syscall.call(Call.TEE, from, to, count, SPLICE_F_NONBLOCK, 0, 0);
        } while (result == -Errno.EINTR);
        return result;
    }

    long write(int fd, Memory bytes) {
        long result;
        do {
            // SAFETY: write(2); reads size() bytes of a segment that the caller holds.
            result = syscall.call(Call.WRITE, fd, bytes.address(), bytes.size());
        } while (result == -Errno.EINTR);
        return result;
    }

    long makeFifo(String path, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            // SAFETY: mknodat(2), mkfifo(3); the path is NUL-terminated and lives long enough.
            return syscall.call(
                    Call.MKNODAT,
                    AT_FDCWD,
                    Memory.of(arena, path).address(),
                    S_IFIFO | mode,
                    0,
                    0,
                    0);
        }
    }

    /** Source: F_SETPIPE_SZ in fcntl(2). */
    long setPipeSize(int fd, int bytes) {
        // SAFETY: fcntl(2); no memory.
        return syscall.call(Call.FCNTL, fd, F_SETPIPE_SZ, bytes);
    }

    long kill(long pid, int signal) {
        // SAFETY: kill(2); no memory.
        return syscall.call(Call.KILL, pid, signal, 0);
    }

    /** Empty {@code data} is handed over as NULL. */
    long mount(String source, String target, String type, long flags, String data) {
        try (Arena arena = Arena.ofConfined()) {
            long words = data.isEmpty() ? 0 : Memory.of(arena, data).address();
            // SAFETY: mount(2); four NUL-terminated texts, or NULL, that live until it is back.
            return syscall.call(
                    Call.MOUNT,
                    Memory.of(arena, source).address(),
                    Memory.of(arena, target).address(),
                    Memory.of(arena, type).address(),
                    flags,
                    words,
                    0);
        }
    }

    long unmount(String target, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            // SAFETY: umount2(2); the path is NUL-terminated and lives until the call is back.
            return syscall.call(Call.UMOUNT2, Memory.of(arena, target).address(), flags, 0);
        }
    }

    /** Only on a platform thread that ends afterwards. */
    long unshare(int flags) {
        // SAFETY: unshare(2); no memory.
        return syscall.call(Call.UNSHARE, flags, 0, 0);
    }

    /** Only on a platform thread that ends afterwards. */
    long setns(int fd, int kind) {
        // SAFETY: setns(2); no memory.
        return syscall.call(Call.SETNS, fd, kind, 0);
    }

    /** Only on a thread that has unshared CLONE_FS; else the whole daemon changes its folder. */
    long chdir(String path) {
        try (Arena arena = Arena.ofConfined()) {
            // SAFETY: chdir(2); the path is NUL-terminated and lives until the call is back.
            return syscall.call(Call.CHDIR, Memory.of(arena, path).address(), 0, 0);
        }
    }

    /**
     * Asks for a file's type, mode, owner, size and device numbers.
     *
     * @return the answer, whose {@code errno} is 0 if there is one
     */
    Stat stat(int folder, String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            Memory into = Memory.of(arena, 256);
            // SAFETY: statx(2); the path is NUL-terminated, struct statx is 256 bytes, both live
            // until the call is back.
            long result =
                    syscall.call(
                            Call.STATX,
                            folder,
                            Memory.of(arena, path).address(),
                            flags,
                            STATX_BASIC_STATS,
                            into.address(),
                            0);
            return new Stat(
                    (int) -result,
                    into.shortAt(28),
                    into.unsignedIntAt(20),
                    into.unsignedIntAt(24),
                    into.longAt(40),
                    into.unsignedIntAt(128),
                    into.unsignedIntAt(132));
        }
    }

    /** What statx(2) told; {@code mode} with the type's bits. */
    record Stat(int errno, int mode, long uid, long gid, long sizeBytes, long major, long minor) {
        int type() {
            return mode & S_IFMT;
        }
    }
}
