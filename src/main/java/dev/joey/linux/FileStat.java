package dev.joey.linux;

/**
 * What the kernel tells of a file. Source: statx(2).
 *
 * @param mode with the type's bits
 * @param major of the device that the file is, as {@code minor}
 * @param fileSystem the device that the file lies on
 * @param inode unique within {@code fileSystem}
 * @param mtimeSeconds since 1970
 * @param blocks of 512 bytes that it takes on the disk
 * @param mount the mount's id
 */
public record FileStat(
        int mode,
        long links,
        long uid,
        long gid,
        long sizeBytes,
        long major,
        long minor,
        long fileSystem,
        long inode,
        long mtimeSeconds,
        long mtimeNanos,
        long blocks,
        long mount) {
    /** The kinds of files. */
    public enum Kind {
        /** Has bytes. */
        FILE,
        /** Has entries. */
        FOLDER,
        /** Names another. */
        LINK,
        /** A character device. */
        CHAR_DEVICE,
        /** A block device. */
        BLOCK_DEVICE,
        /** A named pipe. */
        FIFO,
        /** A unix socket. */
        SOCKET
    }

    /** What it is. */
    public Kind kind() {
        return switch (mode & KernelCalls.S_IFMT) {
            case 0040000 -> Kind.FOLDER;
            case 0120000 -> Kind.LINK;
            case KernelCalls.S_IFCHR -> Kind.CHAR_DEVICE;
            case KernelCalls.S_IFBLK -> Kind.BLOCK_DEVICE;
            case KernelCalls.S_IFIFO -> Kind.FIFO;
            case 0140000 -> Kind.SOCKET;
            default -> Kind.FILE;
        };
    }

    /** Whether it has entries. */
    public boolean isFolder() {
        return kind() == Kind.FOLDER;
    }

    /** The bits for owner, group and others, and the three above. */
    public int permissions() {
        return mode & 07777;
    }

    /** Whether two names lead to the same file. */
    public boolean isSameAs(FileStat other) {
        return fileSystem == other.fileSystem && inode == other.inode;
    }
}
