package dev.joey.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Programs of one system call, written by hand, so that a test can make calls that no tool of an
 * image makes. Each ends with the call's negated result as its exit code: the errno when it failed,
 * 256 minus the descriptor when it did not. Source: elf(5); the x86 psABI.
 */
public final class TinyProgram {
    private static final int BASE = 0x400000;

    private TinyProgram() {}

    /** {@code socket(family, SOCK_SEQPACKET, 0)} of 64-bit code; the family fills the register. */
    public static void socket64(Path file, long family) throws IOException {
        ByteBuffer code = buffer(64);
        code.put(bytes(0xB8, 41, 0, 0, 0)); // mov eax, SYS_socket
        code.put(bytes(0x48, 0xBF)).putLong(family); // mov rdi, family
        code.put(bytes(0xBE, 5, 0, 0, 0)); // mov esi, SOCK_SEQPACKET
        code.put(bytes(0x31, 0xD2)); // xor edx, edx
        code.put(bytes(0x0F, 0x05)); // syscall
        code.put(bytes(0xF7, 0xD8, 0x89, 0xC7)); // neg eax; mov edi, eax
        code.put(bytes(0xB8, 60, 0, 0, 0, 0x0F, 0x05)); // exit
        write(file, code.flip(), true);
    }

    /** {@code socket(family, SOCK_SEQPACKET, 0)} of 32-bit code, by its own number. */
    public static void socket32(Path file, int family) throws IOException {
        ByteBuffer code = buffer(64);
        code.put(bytes(0xB8)).putInt(359); // mov eax, SYS_socket
        code.put(bytes(0xBB)).putInt(family); // mov ebx, family
        code.put(bytes(0xB9, 5, 0, 0, 0)); // mov ecx, SOCK_SEQPACKET
        code.put(bytes(0x31, 0xD2)); // xor edx, edx
        write(file, exit32(code), false);
    }

    /** {@code socket(family, SOCK_STREAM, 0)} of 32-bit code, through socketcall(2). */
    public static void socketcall32(Path file, int family) throws IOException {
        ByteBuffer code = buffer(64);
        code.put(bytes(0x6A, 0, 0x6A, 1, 0x6A, family)); // push 0, SOCK_STREAM, family
        code.put(bytes(0x89, 0xE1)); // mov ecx, esp
        code.put(bytes(0xBB, 1, 0, 0, 0)); // mov ebx, SYS_SOCKET
        code.put(bytes(0xB8, 102, 0, 0, 0)); // mov eax, SYS_socketcall
        write(file, exit32(code), false);
    }

    private static ByteBuffer exit32(ByteBuffer code) {
        code.put(bytes(0xCD, 0x80)); // int 0x80
        code.put(bytes(0xF7, 0xD8, 0x89, 0xC3)); // neg eax; mov ebx, eax
        code.put(bytes(0xB8, 1, 0, 0, 0, 0xCD, 0x80)); // exit
        return code.flip();
    }

    private static void write(Path file, ByteBuffer code, boolean wide) throws IOException {
        int headers = wide ? 64 + 56 : 52 + 32;
        int size = headers + code.remaining();
        byte[] image = new byte[size];
        ByteBuffer elf = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(bytes(0x7F, 'E', 'L', 'F', wide ? 2 : 1, 1, 1, 0)).putLong(0);
        elf.putShort((short) 2).putShort((short) (wide ? 62 : 3)).putInt(1);
        address(elf, wide, BASE + headers);
        address(elf, wide, wide ? 64 : 52);
        address(elf, wide, 0);
        elf.putInt(0).putShort((short) (wide ? 64 : 52));
        elf.putShort((short) (wide ? 56 : 32)).putShort((short) 1);
        elf.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        elf.putInt(1);
        if (wide) {
            elf.putInt(5);
        }
        address(elf, wide, 0);
        address(elf, wide, BASE);
        address(elf, wide, BASE);
        address(elf, wide, size);
        address(elf, wide, size);
        if (!wide) {
            elf.putInt(5);
        }
        address(elf, wide, 0x1000);
        elf.put(code);
        Files.write(file, image);
        if (!file.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make executable: " + file);
        }
    }

    private static void address(ByteBuffer elf, boolean wide, int value) {
        if (wide) {
            elf.putLong(value);
        } else {
            elf.putInt(value);
        }
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
