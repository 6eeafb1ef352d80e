package dev.joey.linux;

import java.lang.foreign.Arena;
import java.util.Arrays;

/**
 * Reads small files of cgroupfs and procfs, which the kernel makes anew at each reading. By bare
 * system calls and into one buffer, since a sample of one container reads some fifteen of them. For
 * one thread at a time; closed by its user.
 */
final class SmallFiles implements AutoCloseable {
    /** seq_file hands out a page at a time at most, whatever the reader has room for. */
    private static final int BLOCK = 8 << 10;

    private final KernelCalls kernel;
    private final Arena arena = Arena.ofConfined();
    private final Memory block;
    private byte[] bytes = new byte[BLOCK];
    private int count;

    SmallFiles(KernelCalls kernel) {
        this.kernel = kernel;
        this.block = Memory.of(arena, BLOCK);
    }

    /**
     * Reads a file whole; {@link #bytes} and {@link #count} have it until the next reading.
     *
     * @return false if there is no such file, as when the group was removed meanwhile, or if the
     *     kernel cannot tell its content
     */
    boolean read(String path) {
        return read(path, Integer.MAX_VALUE);
    }

    /** Reads a file's beginning: no more once {@code enough} bytes are there. */
    boolean read(String path, int enough) {
        count = 0;
        long fd =
                kernel.openat(
                        KernelCalls.AT_FDCWD, path, KernelCalls.O_RDONLY | KernelCalls.O_CLOEXEC);
        if (fd < 0) {
            return false;
        }
        try {
            while (count < enough) {
                long got = kernel.read((int) fd, block);
                if (got <= 0) {
                    return got == 0;
                }
                take((int) got);
            }
            return true;
        } finally {
            kernel.close((int) fd);
        }
    }

    private void take(int got) {
        if (count + BLOCK > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(count + BLOCK, bytes.length * 2));
        }
        block.copyTo(bytes, count, got);
        count += got;
    }

    byte[] bytes() {
        return bytes;
    }

    int count() {
        return count;
    }

    /**
     * The number that a file holds alone.
     *
     * @param otherwise for a file that is not there or says {@code max}
     */
    long number(String path, long otherwise) {
        if (!read(path)) {
            return otherwise;
        }
        Words words = words();
        return words.next() && words.isNumber() ? words.number() : otherwise;
    }

    /** The words of what was read last. */
    Words words() {
        return new Words(bytes, count);
    }

    @Override
    public void close() {
        arena.close();
    }
}
