package dev.joey.linux;

import java.lang.foreign.Arena;

/** Where {@link Fd#read} puts bytes. For one thread at a time; freed with the object. */
public final class IoBuffer {
    private final Memory memory;
    private final byte[] bytes;

    /**
     * A buffer.
     *
     * @param capacity in bytes, the most that one read takes
     */
    public IoBuffer(int capacity) {
        memory = Memory.of(Arena.ofAuto(), capacity);
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

    Memory memory() {
        return memory;
    }

    void taken(int count) {
        memory.copyTo(bytes, count);
    }
}
