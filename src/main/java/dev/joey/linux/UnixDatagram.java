package dev.joey.linux;

import dev.joey.error.EngineException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A sender of datagrams to a unix socket, which the JDK has not: {@code /dev/log}, journald's
 * socket. Never blocks. Sources: unix(7), socket(2), connect(2).
 */
public final class UnixDatagram implements AutoCloseable {
    /** The largest datagram that is taken, in bytes. */
    public static final int MOST_BYTES = 64 << 10;

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_NONBLOCK = 04000;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int PATH_MOST = 107;

    private final Fd socket;

    private UnixDatagram(Fd socket) {
        this.socket = socket;
    }

    /**
     * Connects.
     *
     * @throws EngineException if nobody listens there, or not for datagrams
     */
    public static UnixDatagram connect(Path path) {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        if (name.length > PATH_MOST) {
            throw new EngineException.InvalidParameter(path + " is too long for a socket");
        }
        KernelCalls kernel = new KernelCalls(HostSyscalls.current());
        // SAFETY: socket(2); no memory.
        long fd =
                kernel.syscall()
                        .call(Call.SOCKET, AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (fd < 0) {
            throw Errno.failure("socket", path.toString(), (int) -fd);
        }
        Fd socket = new Fd(kernel, (int) fd, path.toString());
        byte[] address =
                ByteBuffer.allocate(2 + PATH_MOST + 1)
                        .order(ByteOrder.nativeOrder())
                        .putShort((short) AF_UNIX)
                        .put(name)
                        .array();
        try (Arena arena = Arena.ofConfined()) {
            Memory memory = Memory.of(arena, address, 0, address.length);
            // SAFETY: connect(2); reads a struct sockaddr_un of 110 bytes that is alive.
            long result = kernel.syscall().call(Call.CONNECT, fd, memory.address(), memory.size());
            if (result < 0) {
                socket.close();
                throw Errno.failure("connect", path.toString(), (int) -result);
            }
        }
        return new UnixDatagram(socket);
    }

    /**
     * Sends one datagram.
     *
     * @return false if there is no room now
     * @throws EngineException if it cannot be sent: the receiver is gone, or it is too large
     */
    public boolean send(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new EngineException.InvalidParameter(
                    "a datagram of " + bytes.length + " bytes is too large");
        }
        int sent = socket.write(bytes, 0, bytes.length);
        if (sent == Fd.BROKEN) {
            throw new EngineException.Unavailable("nobody listens at " + socket, null);
        }
        return sent != Fd.WOULD_BLOCK;
    }

    @Override
    public void close() {
        socket.close();
    }
}
