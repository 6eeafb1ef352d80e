package dev.joey.linux;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A conversation with the kernel about the network of the namespace in which the socket was made.
 * Used by one thread at a time. Source: netlink(7).
 */
final class NetlinkSocket implements AutoCloseable {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 02000000;
    private static final int NETLINK_ROUTE = 0;
    private static final int BUFFER_BYTES = 32 << 10;

    private static final int ERROR = 2;
    private static final int DONE = 3;
    private static final int MULTI = 0x2;

    private final KernelCalls kernel;
    private final int fd;
    private int sequence;

    NetlinkSocket(KernelCalls kernel) {
        this.kernel = kernel;
        // SAFETY: socket(2); no memory.
        long made = kernel.syscall().call(Call.SOCKET, AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_ROUTE);
        if (made < 0) {
            throw Errno.failure("socket", "netlink", (int) -made);
        }
        fd = (int) made;
    }

    /**
     * Sends a request and reads all that the kernel answers.
     *
     * @param answer gets the type and the body of each message of the answer
     * @return 0, or the negative errno with which the kernel refused
     */
    int ask(NetlinkMessage request, Answer answer) {
        byte[] bytes = request.bytes(++sequence);
        // An arena of its own for each request: threads may take turns.
        try (Arena arena = Arena.ofConfined()) {
            Memory buffer = Memory.of(arena, BUFFER_BYTES);
            Memory out = Memory.of(arena, bytes, 0, bytes.length);
            // SAFETY: sendto(2); reads bytes.length bytes that live until the call is back.
            long sent =
                    kernel.syscall().call(Call.SENDTO, fd, out.address(), bytes.length, 0, 0, 0);
            if (sent < 0) {
                return (int) sent;
            }
            return answers(buffer, answer);
        }
    }

    private int answers(Memory buffer, Answer answer) {
        while (true) {
            // SAFETY: recvfrom(2); writes at most BUFFER_BYTES into memory that the caller holds.
            long count;
            do {
                count =
                        kernel.syscall()
                                .call(Call.RECVFROM, fd, buffer.address(), BUFFER_BYTES, 0, 0, 0);
            } while (count == -Errno.EINTR);
            if (count < 0) {
                return (int) count;
            }
            byte[] copy = new byte[(int) count];
            buffer.copyTo(copy, (int) count);
            Integer end = read(ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder()), answer);
            if (end != null) {
                return end;
            }
        }
    }

    /** A request whose answer is only yes or no. */
    int ask(NetlinkMessage request) {
        return ask(request, (_, _) -> {});
    }

    /** Null if more messages follow. */
    private Integer read(ByteBuffer in, Answer answer) {
        while (in.remaining() >= NetlinkMessage.HEADER_BYTES) {
            int at = in.position();
            int length = in.getInt(at);
            int type = Short.toUnsignedInt(in.getShort(at + 4));
            int flags = Short.toUnsignedInt(in.getShort(at + 6));
            boolean ours = in.getInt(at + 8) == sequence;
            if (length < NetlinkMessage.HEADER_BYTES || length > in.remaining()) {
                return -Errno.EIO;
            }
            ByteBuffer body =
                    in.slice(at + NetlinkMessage.HEADER_BYTES, length - NetlinkMessage.HEADER_BYTES)
                            .order(ByteOrder.nativeOrder());
            if (ours) {
                switch (type) {
                    case ERROR -> {
                        return body.getInt(0);
                    }
                    case DONE -> {
                        return 0;
                    }
                    default -> {
                        answer.message(type, body);
                        if ((flags & MULTI) == 0) {
                            // An acknowledgement follows only where it was asked for.
                            return 0;
                        }
                    }
                }
            }
            in.position(Math.min(in.limit(), at + ((length + 3) & ~3)));
        }
        return null;
    }

    /** Walks over the attributes of a message's body. */
    static void attributes(ByteBuffer body, int offset, AttributeReader reader) {
        int at = offset;
        while (at + 4 <= body.limit()) {
            int length = Short.toUnsignedInt(body.getShort(at));
            int kind = Short.toUnsignedInt(body.getShort(at + 2)) & 0x3fff;
            if (length < 4 || at + length > body.limit()) {
                return;
            }
            reader.attribute(kind, body.slice(at + 4, length - 4).order(ByteOrder.nativeOrder()));
            at += (length + 3) & ~3;
        }
    }

    @Override
    public void close() {
        kernel.close(fd);
    }

    /** Gets the messages of an answer. */
    @FunctionalInterface
    interface Answer {
        void message(int type, ByteBuffer body);
    }

    /** Gets the attributes of a message. */
    @FunctionalInterface
    interface AttributeReader {
        void attribute(int kind, ByteBuffer value);
    }
}
