package dev.joey.container.archive;

import dev.joey.linux.FileStat;

/**
 * What {@code docker cp} is told of a path. Source: Docker Engine API 1.51, {@code
 * X-Docker-Container-Path-Stat}.
 *
 * @param name of the path's last component
 * @param mode as Go's {@code os.FileMode} has it
 * @param linkTarget where a symlink leads within the container, else empty
 */
public record PathStat(
        String name,
        long sizeBytes,
        long mode,
        long mtimeSeconds,
        long mtimeNanos,
        String linkTarget) {
    /** Of a file. */
    public static PathStat of(String name, FileStat stat, String linkTarget) {
        return new PathStat(
                name,
                stat.sizeBytes(),
                goMode(stat),
                stat.mtimeSeconds(),
                stat.mtimeNanos(),
                linkTarget);
    }

    /** Go keeps the kind in the upper bits. */
    static long goMode(FileStat stat) {
        long kind =
                switch (stat.kind()) {
                    case FILE -> 0;
                    case FOLDER -> 1L << 31;
                    case LINK -> 1L << 27;
                    case BLOCK_DEVICE -> 1L << 26;
                    case FIFO -> 1L << 25;
                    case SOCKET -> 1L << 24;
                    case CHAR_DEVICE -> (1L << 26) | (1L << 21);
                };
        int above = stat.permissions() >> 9;
        return kind
                | (stat.permissions() & 0777)
                | ((above & 4) != 0 ? 1L << 23 : 0)
                | ((above & 2) != 0 ? 1L << 22 : 0)
                | ((above & 1) != 0 ? 1L << 20 : 0);
    }
}
