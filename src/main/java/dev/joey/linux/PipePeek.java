package dev.joey.linux;

import dev.joey.error.EngineException;

/**
 * A pipe of our own through which one sees what is in others without taking it: a process that dies
 * before it has dealt with what it saw leaves it to the next. For one thread at a time. Source:
 * tee(2).
 */
public final class PipePeek implements AutoCloseable {
    /** More than is seen at once, since the pages of a pipe need not be full. */
    private static final int ROOM_BYTES = 1 << 18;

    private final KernelCalls kernel;
    private final Fd in;
    private final Fd out;

    PipePeek(KernelCalls kernel) {
        this.kernel = kernel;
        int[] ends = new int[2];
        long result = kernel.pipe(ends, KernelCalls.O_NONBLOCK | KernelCalls.O_CLOEXEC);
        if (result < 0) {
            throw Errno.failure("pipe", "to peek", (int) -result);
        }
        in = new Fd(kernel, ends[0], "peek");
        out = new Fd(kernel, ends[1], "peek");
        boolean _ = out.enlargePipe(ROOM_BYTES);
    }

    /**
     * Copies what is in a pipe, up to the buffer's capacity, and leaves it there; see {@link
     * Fd#discard}.
     *
     * @return the count, {@link Fd#END} or {@link Fd#WOULD_BLOCK}
     * @throws EngineException if the kernel refuses
     */
    public int peek(Fd pipe, IoBuffer into) {
        long count = kernel.tee(pipe.number(), out.number(), into.capacity());
        if (count == 0) {
            return Fd.END;
        }
        if (count == -Errno.EAGAIN) {
            return Fd.WOULD_BLOCK;
        }
        if (count < 0) {
            throw Errno.failure("tee", pipe.toString(), (int) -count);
        }
        return in.read(into);
    }

    @Override
    public void close() {
        in.close();
        out.close();
    }
}
