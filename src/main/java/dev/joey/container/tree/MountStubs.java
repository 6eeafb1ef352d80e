package dev.joey.container.tree;

import dev.joey.linux.FileEntry;
import java.util.Set;

/**
 * What a start puts into a root so that something can be mounted there: nobody's change. Docker
 * keeps these in a layer of its own, below what {@code changes} and {@code commit} look at. A file
 * that is not empty is no such stub.
 */
final class MountStubs {
    private static final Set<String> FILES =
            Set.of(
                    ".dockerenv",
                    "dev/console",
                    "etc/hostname",
                    "etc/hosts",
                    "etc/resolv.conf",
                    "sbin/docker-init");

    private static final Set<String> FOLDERS =
            Set.of("dev", "dev/pts", "dev/shm", "dev/mqueue", "etc", "proc", "sbin", "sys");

    private MountStubs() {}

    /**
     * Whether an entry is a stub; a folder is one only if nothing else is told of what is in it.
     */
    static boolean isStub(String path, FileEntry entry) {
        return switch (entry.type()) {
            case FILE -> entry.sizeBytes() == 0 && FILES.contains(path);
            case FOLDER -> FOLDERS.contains(path);
            case SYMLINK, CHARACTER_DEVICE, BLOCK_DEVICE, FIFO, SOCKET -> false;
        };
    }
}
