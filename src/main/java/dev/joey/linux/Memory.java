package dev.joey.linux;

import dev.joey.error.EngineException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Memory that the kernel reads and writes; alive as long as its arena. It is looked at through a
 * byte buffer, since a segment's own {@code get} and {@code set} go by variable handles, which a
 * native image without the foreign interface has not.
 */
final class Memory {
    private final MemorySegment segment;
    private final ByteBuffer view;

    private Memory(MemorySegment segment) {
        this.segment = segment;
        view = segment.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** So many bytes, all zero. */
    static Memory of(Arena arena, int bytes) {
        return new Memory(arena.allocate(bytes, 64));
    }

    /**
     * A text as C has it, in UTF-8 and with a NUL at its end.
     *
     * @throws EngineException.InvalidParameter if the text has a NUL of its own
     */
    static Memory of(Arena arena, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new EngineException.InvalidParameter("a path or option must not contain NUL");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Memory memory = of(arena, bytes.length + 1);
        memory.view.put(0, bytes);
        return memory;
    }

    /** A copy of a part of an array. */
    static Memory of(Arena arena, byte[] bytes, int offset, int length) {
        Memory memory = of(arena, length);
        memory.view.put(0, bytes, offset, length);
        return memory;
    }

    /**
     * A name as the kernel has it, with a NUL at its end.
     *
     * @throws EngineException.InvalidParameter if the name has a NUL of its own
     */
    static Memory name(Arena arena, byte[] name) {
        for (byte b : name) {
            if (b == 0) {
                throw new EngineException.InvalidParameter("a file's name must not contain NUL");
            }
        }
        Memory memory = of(arena, name.length + 1);
        memory.view.put(0, name);
        return memory;
    }

    /** A copy of some bytes. */
    byte[] slice(int offset, int length) {
        byte[] bytes = new byte[length];
        view.get(offset, bytes, 0, length);
        return bytes;
    }

    void setShort(int offset, int value) {
        view.putShort(offset, (short) value);
    }

    /** Puts bytes at the beginning. */
    void put(byte[] bytes, int offset, int length) {
        view.put(0, bytes, offset, length);
    }

    int byteAt(int offset) {
        return view.get(offset) & 0xff;
    }

    /** For the kernel. */
    long address() {
        return segment.address();
    }

    /** The size in bytes. */
    long size() {
        return segment.byteSize();
    }

    int shortAt(int offset) {
        return Short.toUnsignedInt(view.getShort(offset));
    }

    int intAt(int offset) {
        return view.getInt(offset);
    }

    long unsignedIntAt(int offset) {
        return Integer.toUnsignedLong(view.getInt(offset));
    }

    long longAt(int offset) {
        return view.getLong(offset);
    }

    void setInt(int offset, int value) {
        view.putInt(offset, value);
    }

    void setLong(int offset, long value) {
        view.putLong(offset, value);
    }

    /** Copies the first bytes out. */
    void copyTo(byte[] bytes, int count) {
        view.get(0, bytes, 0, count);
    }

    /** Copies the first bytes out, to a place of the array. */
    void copyTo(byte[] bytes, int offset, int count) {
        view.get(0, bytes, offset, count);
    }
}
