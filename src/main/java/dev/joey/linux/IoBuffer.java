package dev.joey.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Where {@link Fd#read} puts bytes. For one thread at a time; freed with the object. */
public final class IoBuffer {
    private final MemorySegment memory;
    private final byte[] bytes;

    /**
     * A buffer.
     *
     * @param capacity in bytes, the most that one read takes
     */
    public IoBuffer(int capacity) {
        memory = Arena.ofAuto().allocate(capacity, 64);
        bytes = new byte[capacity];
    }

    /** What the last read put there, from index 0; overwritten by the next. */
    public byte[] bytes() {
        return bytes;
    }

    /** The most that one read takes, in bytes. */
    public int capacity() {
        return bytes.length;
    }

    MemorySegment memory() {
        return memory;
    }

    void taken(int count) {
        MemorySegment.copy(memory, JAVA_BYTE, 0, bytes, 0, count);
    }
}
