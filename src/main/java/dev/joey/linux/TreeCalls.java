package dev.joey.linux;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The system calls that read trees. Names are raw: each character is one byte of a name that the
 * kernel gave, since Linux knows no encoding of names.
 */
final class TreeCalls {
    private static final int LISTING_BYTES = 64 << 10;
    private static final int LINK_BYTES = 4096;

    /** More than the kernel lets a file have: XATTR_SIZE_MAX and XATTR_LIST_MAX of xattr(7). */
    private static final int ATTRIBUTE_BYTES = 64 << 10;

    private static final int STATX_BASIC_STATS = 0x7ff;

    private final KernelCalls kernel;

    TreeCalls(KernelCalls kernel) {
        this.kernel = kernel;
    }

    KernelCalls kernel() {
        return kernel;
    }

    /** Opens what a folder has under a name, itself: a symlink is not followed. */
    long open(Fd folder, String name, int flags) {
        int given = flags | KernelCalls.O_CLOEXEC | Machine.current().oNofollow;
        try (Arena arena = Arena.ofConfined()) {
            long result;
            do {
                // SAFETY: openat(2); the name is NUL-terminated and lives until the call is back.
                result =
                        kernel.syscall()
                                .call(
                                        Call.OPENAT,
                                        folder.number(),
                                        raw(arena, name).address(),
                                        given,
                                        0,
                                        0,
                                        0);
            } while (result == -Errno.EINTR);
            return result;
        }
    }

    /** The names in a folder that was not read yet, without {@code .} and {@code ..}. */
    List<String> names(Fd folder) {
        List<String> names = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            Memory into = Memory.of(arena, LISTING_BYTES);
            byte[] bytes = new byte[LISTING_BYTES];
            while (true) {
                // SAFETY: getdents64(2); writes at most size() bytes that live until it is back.
                long count =
                        kernel.syscall()
                                .call(
                                        Call.GETDENTS64,
                                        folder.number(),
                                        into.address(),
                                        into.size());
                if (count < 0) {
                    throw Errno.failure("getdents64", folder.toString(), (int) -count);
                }
                if (count == 0) {
                    return names;
                }
                into.copyTo(bytes, (int) count);
                ByteBuffer records =
                        ByteBuffer.wrap(bytes, 0, (int) count).order(ByteOrder.nativeOrder());
                for (int at = 0; at < count; at += records.getShort(at + 16) & 0xffff) {
                    String name = untilNul(bytes, at + 19);
                    if (!name.equals(".") && !name.equals("..")) {
                        names.add(name);
                    }
                }
            }
        }
    }

    /** What a folder has under a name; the empty name is the folder, or file, itself. */
    Optional<FileEntry> entry(Fd folder, String name) {
        try (Arena arena = Arena.ofConfined()) {
            Memory into = Memory.of(arena, 256);
            // SAFETY: statx(2); the name is NUL-terminated, struct statx is 256 bytes, both live
            // until the call is back.
            long result =
                    kernel.syscall()
                            .call(
                                    Call.STATX,
                                    folder.number(),
                                    raw(arena, name).address(),
                                    name.isEmpty()
                                            ? KernelCalls.AT_EMPTY_PATH
                                            : KernelCalls.AT_SYMLINK_NOFOLLOW,
                                    STATX_BASIC_STATS,
                                    into.address(),
                                    0);
            if (result == -Errno.ENOENT || result == -Errno.ENOTDIR) {
                return Optional.empty();
            }
            if (result < 0) {
                throw Errno.failure("statx", folder + "/" + name, (int) -result);
            }
            return Optional.of(
                    new FileEntry(
                            name,
                            into.shortAt(28),
                            into.unsignedIntAt(20),
                            into.unsignedIntAt(24),
                            into.longAt(40),
                            into.longAt(112),
                            into.intAt(120),
                            into.unsignedIntAt(16),
                            (into.unsignedIntAt(136) << 32) | into.unsignedIntAt(140),
                            into.longAt(32),
                            into.unsignedIntAt(128),
                            into.unsignedIntAt(132)));
        }
    }

    /** Where a symlink leads, raw. */
    String link(Fd folder, String name) {
        try (Arena arena = Arena.ofConfined()) {
            Memory into = Memory.of(arena, LINK_BYTES);
            // SAFETY: readlinkat(2); the name is NUL-terminated, at most size() bytes are written,
            // both live until the call is back.
            long count =
                    kernel.syscall()
                            .call(
                                    Call.READLINKAT,
                                    folder.number(),
                                    raw(arena, name).address(),
                                    into.address(),
                                    into.size(),
                                    0,
                                    0);
            if (count < 0) {
                throw Errno.failure("readlinkat", folder + "/" + name, (int) -count);
            }
            byte[] bytes = new byte[(int) count];
            into.copyTo(bytes, (int) count);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** The names of a file's extended attributes; none if the file system has none at all. */
    List<String> attributes(Fd folder, String name) {
        try (Arena arena = Arena.ofConfined()) {
            Memory into = Memory.of(arena, ATTRIBUTE_BYTES);
            // SAFETY: llistxattr(2); the path is NUL-terminated, at most size() bytes are written,
            // both live until the call is back.
            long count =
                    kernel.syscall()
                            .call(
                                    Call.LLISTXATTR,
                                    path(arena, folder, name).address(),
                                    into.address(),
                                    into.size());
            if (count == -Errno.EOPNOTSUPP || count == -Errno.ENOENT) {
                return List.of();
            }
            if (count < 0) {
                throw Errno.failure("llistxattr", folder + "/" + name, (int) -count);
            }
            byte[] bytes = new byte[(int) count];
            into.copyTo(bytes, (int) count);
            List<String> names = new ArrayList<>();
            for (int at = 0; at < count; at += names.getLast().length() + 1) {
                names.add(untilNul(bytes, at));
            }
            return names;
        }
    }

    /** The value of an extended attribute; empty if there is none. */
    Optional<byte[]> attribute(Fd folder, String name, String attribute) {
        try (Arena arena = Arena.ofConfined()) {
            Memory into = Memory.of(arena, ATTRIBUTE_BYTES);
            // SAFETY: lgetxattr(2); both texts are NUL-terminated, at most size() bytes are
            // written, all live until the call is back.
            long count =
                    kernel.syscall()
                            .call(
                                    Call.LGETXATTR,
                                    path(arena, folder, name).address(),
                                    raw(arena, attribute).address(),
                                    into.address(),
                                    into.size(),
                                    0,
                                    0);
            if (count == -Errno.ENODATA || count == -Errno.EOPNOTSUPP || count == -Errno.ENOENT) {
                return Optional.empty();
            }
            if (count < 0) {
                throw Errno.failure("lgetxattr", folder + "/" + name, (int) -count);
            }
            byte[] bytes = new byte[(int) count];
            into.copyTo(bytes, (int) count);
            return Optional.of(bytes);
        }
    }

    void sync(Fd within) {
        // SAFETY: syncfs(2); no memory.
        long result = kernel.syscall().call(Call.SYNCFS, within.number(), 0, 0);
        if (result < 0) {
            throw Errno.failure("syncfs", within.toString(), (int) -result);
        }
    }

    /** The attribute calls know no folder to start from; the descriptor's own path is one. */
    private static Memory path(Arena arena, Fd folder, String name) {
        return raw(arena, "/proc/self/fd/" + folder.number() + (name.isEmpty() ? "" : "/" + name));
    }

    private static Memory raw(Arena arena, String name) {
        byte[] bytes = (name + "\0").getBytes(StandardCharsets.ISO_8859_1);
        return Memory.of(arena, bytes, 0, bytes.length);
    }

    private static String untilNul(byte[] bytes, int from) {
        int end = from;
        while (bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }
}
