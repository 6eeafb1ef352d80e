package dev.joey.linux;

/**
 * A file of a tree, itself and not what it links to. Source: statx(2).
 *
 * @param name raw: each character is one byte
 * @param mode with the bits of the type
 * @param sizeBytes of the content, or of the symlink's target
 * @param seconds of the last change of the content, since 1970
 * @param nanos 0 to 999,999,999
 * @param links how many names the file has
 * @param device where the file lies
 * @param inode with {@code device} tells files apart
 * @param major of the device that the file is
 * @param minor of the device that the file is
 */
public record FileEntry(
        String name,
        int mode,
        long uid,
        long gid,
        long sizeBytes,
        long seconds,
        int nanos,
        long links,
        long device,
        long inode,
        long major,
        long minor) {
    /** What a file can be. */
    public enum Type {
        FILE,
        FOLDER,
        SYMLINK,
        CHARACTER_DEVICE,
        BLOCK_DEVICE,
        FIFO,
        SOCKET
    }

    /** What it is. Source: inode(7). */
    public Type type() {
        return switch (mode & KernelCalls.S_IFMT) {
            case 0040000 -> Type.FOLDER;
            case 0120000 -> Type.SYMLINK;
            case 0020000 -> Type.CHARACTER_DEVICE;
            case 0060000 -> Type.BLOCK_DEVICE;
            case 0010000 -> Type.FIFO;
            case 0140000 -> Type.SOCKET;
            default -> Type.FILE;
        };
    }

    public boolean isFolder() {
        return type() == Type.FOLDER;
    }

    /** Whether both are the same file. */
    public boolean isSameFile(FileEntry other) {
        return device == other.device && inode == other.inode;
    }
}
