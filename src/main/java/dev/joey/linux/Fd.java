package dev.joey.linux;

import java.lang.foreign.Arena;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open file descriptor that never blocks. Closing it while another thread uses it is the owner's
 * to prevent, since the kernel gives the number away again at once.
 */
public final class Fd implements AutoCloseable {
    /** Answer of {@link #read} and {@link #write}: not now; a {@link Poller} tells when. */
    public static final int WOULD_BLOCK = -1;

    /** Answer of {@link #read}: nobody holds the writing end. */
    public static final int END = 0;

    /** Answer of {@link #write}: nobody holds the reading end. */
    public static final int BROKEN = -2;

    private static final int WRITE_AT_MOST = 64 << 10;

    private final KernelCalls kernel;
    private final int number;
    private final String name;
    private final AtomicBoolean closed = new AtomicBoolean();

    Fd(KernelCalls kernel, int number, String name) {
        this.kernel = kernel;
        this.number = number;
        this.name = name;
    }

    /** The number, for other calls on the descriptor. */
    int number() {
        if (closed.get()) {
            throw new IllegalStateException(name + " is closed");
        }
        return number;
    }

    /**
     * Takes what is there, up to the buffer's capacity.
     *
     * @return the count, {@link #END} or {@link #WOULD_BLOCK}
     * @throws dev.joey.error.EngineException if the kernel refuses. Source: read(2)
     */
    public int read(IoBuffer into) {
        long result = kernel.read(number(), into.memory());
        if (result > 0) {
            into.taken((int) result);
            return (int) result;
        }
        if (result == 0) {
            return END;
        }
        if (result == -Errno.EAGAIN) {
            return WOULD_BLOCK;
        }
        throw Errno.failure("read", name, (int) -result);
    }

    /**
     * Takes away what {@link PipePeek} saw.
     *
     * @param count of bytes that are there
     * @param scratch overwritten
     * @throws dev.joey.error.EngineException if the kernel refuses
     */
    public void discard(int count, IoBuffer scratch) {
        int left = count;
        while (left > 0) {
            long result =
                    kernel.read(number(), scratch.memory(), Math.min(left, scratch.capacity()));
            if (result == 0 || result == -Errno.EAGAIN) {
                return;
            }
            if (result < 0) {
                throw Errno.failure("read", name, (int) -result);
            }
            left -= (int) result;
        }
    }

    /**
     * Hands over as much as there is room for, at most 64 KiB.
     *
     * @return the count, at least 1, or {@link #WOULD_BLOCK} or {@link #BROKEN}
     * @throws dev.joey.error.EngineException if the kernel refuses. Source: write(2)
     */
    public int write(byte[] bytes, int offset, int length) {
        int count = Math.min(length, WRITE_AT_MOST);
        long result;
        try (Arena arena = Arena.ofConfined()) {
            result = kernel.write(number(), Memory.of(arena, bytes, offset, count));
        }
        if (result >= 0) {
            return (int) result;
        }
        return switch ((int) -result) {
            case Errno.EAGAIN -> WOULD_BLOCK;
            case Errno.EPIPE -> BROKEN;
            default -> throw Errno.failure("write", name, (int) -result);
        };
    }

    /**
     * Makes room in a pipe; a kernel that refuses, as for a user with many pipes, leaves it as it
     * is. Source: F_SETPIPE_SZ in fcntl(2).
     *
     * @param bytes rounded up to a power of two of pages
     * @return whether the pipe has that much room now
     */
    public boolean enlargePipe(int bytes) {
        return kernel.setPipeSize(number(), bytes) >= bytes;
    }

    /** Gives the descriptor back; a second time does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            kernel.close(number);
        }
    }

    @Override
    public String toString() {
        return name + " (fd " + number + ")";
    }
}
