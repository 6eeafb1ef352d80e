package dev.joey.stdio.log;

/**
 * When a log's file is changed for a new one.
 *
 * @param maxBytes a file of at least so many bytes gets no more records; -1 for no limit
 * @param maxFiles how many files there are at most, the one being written included; at least 1
 * @param compress whether rotated files are compressed
 */
record Rotation(long maxBytes, int maxFiles, boolean compress) {
    static final Rotation NEVER = new Rotation(-1, 1, false);

    boolean limited() {
        return maxBytes > 0;
    }

    long keptBytes() {
        return limited() ? Math.multiplyFull(1, maxFiles) * maxBytes : Long.MAX_VALUE;
    }
}
