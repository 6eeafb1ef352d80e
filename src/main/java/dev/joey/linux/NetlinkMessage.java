package dev.joey.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A request of the rtnetlink family while it is put together: header, body, attributes. Source:
 * netlink(7), rtnetlink(7), include/uapi/linux/netlink.h.
 */
final class NetlinkMessage {
    static final int REQUEST = 0x1;
    static final int ACK = 0x4;
    static final int DUMP = 0x300;
    static final int REPLACE = 0x100;
    static final int EXCLUSIVE = 0x200;
    static final int CREATE = 0x400;

    static final int HEADER_BYTES = 16;
    private static final int NESTED = 0x8000;

    private final ByteBuffer bytes = ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder());

    NetlinkMessage(int type, int flags) {
        bytes.putInt(0);
        bytes.putShort((short) type);
        bytes.putShort((short) (flags | REQUEST));
        bytes.putInt(0);
        bytes.putInt(0);
    }

    /** {@code struct ifinfomsg}. */
    NetlinkMessage link(int family, int index, int flags, int mask) {
        bytes.put((byte) family).put((byte) 0).putShort((short) 0);
        bytes.putInt(index).putInt(flags).putInt(mask);
        return this;
    }

    /** Bytes as they are; the next part begins at a multiple of four. */
    NetlinkMessage raw(byte... body) {
        bytes.put(body);
        align();
        return this;
    }

    NetlinkMessage put(int attribute, byte... value) {
        bytes.putShort((short) (4 + value.length)).putShort((short) attribute).put(value);
        align();
        return this;
    }

    /** A text with a NUL at its end. */
    NetlinkMessage put(int attribute, String value) {
        return put(attribute, (value + "\0").getBytes(StandardCharsets.UTF_8));
    }

    /** A 32-bit number. */
    NetlinkMessage putInt(int attribute, int value) {
        return put(
                attribute,
                ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array());
    }

    /** Begins an attribute that holds others; answers what {@link #end} wants. */
    int begin(int attribute) {
        int at = bytes.position();
        bytes.putShort((short) 0).putShort((short) (attribute | NESTED));
        return at;
    }

    void end(int begun) {
        bytes.putShort(begun, (short) (bytes.position() - begun));
    }

    /** The finished message. */
    byte[] bytes(int sequence) {
        bytes.putInt(0, bytes.position());
        bytes.putInt(8, sequence);
        byte[] all = new byte[bytes.position()];
        bytes.get(0, all);
        return all;
    }

    private void align() {
        while (bytes.position() % 4 != 0) {
            bytes.put((byte) 0);
        }
    }
}
