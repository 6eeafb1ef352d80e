package dev.joey.linux;

import dev.joey.error.EngineException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Interfaces, addresses and routes of one network namespace, by rtnetlink(7). Numbers are those of
 * include/uapi/linux/if_link.h, if_addr.h and rtnetlink.h.
 */
public final class Links implements AutoCloseable {
    private static final int NEWLINK = 16;
    private static final int DELLINK = 17;
    private static final int GETLINK = 18;
    private static final int SETLINK = 19;
    private static final int NEWADDR = 20;
    private static final int DELADDR = 21;
    private static final int GETADDR = 22;
    private static final int NEWROUTE = 24;

    private static final int AF_UNSPEC = 0;
    private static final int AF_INET = 2;
    private static final int AF_BRIDGE = 7;
    private static final int AF_INET6 = 10;
    private static final int UP = 1;

    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_LINK = 5;
    private static final int IFLA_MASTER = 10;
    private static final int IFLA_PROTINFO = 12;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_IFALIAS = 20;
    private static final int IFLA_NET_NS_FD = 28;
    private static final int INFO_KIND = 1;
    private static final int INFO_DATA = 2;
    private static final int VETH_INFO_PEER = 1;
    private static final int BRPORT_MODE = 4;
    private static final int BRPORT_ISOLATED = 33;

    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_BROADCAST = 4;
    private static final int IFA_FLAGS = 8;
    private static final int IFA_F_NODAD = 2;

    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;

    private static final int MAKE = NetlinkMessage.ACK | NetlinkMessage.CREATE;

    private final KernelCalls kernel;
    private final NetlinkSocket socket;

    Links(KernelCalls kernel) {
        this.kernel = kernel;
        this.socket = new NetlinkSocket(kernel);
    }

    /** The interface of a name. */
    public Optional<Link> find(String name) {
        List<Link> found = new ArrayList<>(1);
        int result =
                socket.ask(
                        new NetlinkMessage(GETLINK, 0)
                                .link(AF_UNSPEC, 0, 0, 0)
                                .put(IFLA_IFNAME, name),
                        (_, body) -> found.add(link(body)));
        if (result == -ENODEV || result == -Errno.EINVAL) {
            return Optional.empty();
        }
        check("get link", name, result);
        return found.stream().findFirst();
    }

    /** All interfaces. */
    public List<Link> all() {
        List<Link> found = new ArrayList<>();
        check(
                "list links",
                "",
                socket.ask(
                        new NetlinkMessage(GETLINK, NetlinkMessage.DUMP).link(AF_UNSPEC, 0, 0, 0),
                        (_, body) -> found.add(link(body))));
        return found;
    }

    /**
     * Makes a bridge, down and without addresses.
     *
     * @return false if there is an interface of that name
     */
    public boolean addBridge(String name, String mac) {
        NetlinkMessage message =
                new NetlinkMessage(NEWLINK, MAKE | NetlinkMessage.EXCLUSIVE)
                        .link(AF_UNSPEC, 0, 0, 0)
                        .put(IFLA_IFNAME, name)
                        .put(IFLA_ADDRESS, mac(mac));
        int info = message.begin(IFLA_LINKINFO);
        message.put(INFO_KIND, "bridge").end(info);
        int result = socket.ask(message);
        if (result == -Errno.EEXIST) {
            return false;
        }
        check("add bridge", name, result);
        return true;
    }

    /**
     * Makes a pair of interfaces: one here, up and a port of a bridge, the other in another
     * namespace, down.
     *
     * @param bridge index of the bridge
     * @param mtu 0 for the kernel's default
     * @param peer name in the other namespace
     * @param mac of the peer
     * @throws EngineException.Conflict if one of the names is taken
     */
    public void addVeth(String name, int bridge, int mtu, String peer, String mac, Path namespace) {
        try (Fd fd = open(namespace)) {
            NetlinkMessage message =
                    new NetlinkMessage(NEWLINK, MAKE | NetlinkMessage.EXCLUSIVE)
                            .link(AF_UNSPEC, 0, UP, UP)
                            .put(IFLA_IFNAME, name)
                            .putInt(IFLA_MASTER, bridge);
            mtu(message, mtu);
            int info = message.begin(IFLA_LINKINFO);
            message.put(INFO_KIND, "veth");
            int data = message.begin(INFO_DATA);
            int other = message.begin(VETH_INFO_PEER);
            // It cannot be up before both are there.
            message.link(AF_UNSPEC, 0, 0, 0)
                    .put(IFLA_IFNAME, peer)
                    .put(IFLA_ADDRESS, mac(mac))
                    .putInt(IFLA_NET_NS_FD, fd.number());
            mtu(message, mtu);
            message.end(other);
            message.end(data);
            message.end(info);
            made("veth", name, socket.ask(message));
        }
    }

    /**
     * Makes an interface on top of a parent's, in another namespace and down.
     *
     * @param kind {@code macvlan} or {@code ipvlan}
     * @param mode the kind's number for it, as wide as the kind wants it
     * @param mac null for ipvlan, which has its parent's
     */
    public void addAbove(
            String kind,
            byte[] mode,
            int parent,
            int mtu,
            String name,
            String mac,
            Path namespace) {
        try (Fd fd = open(namespace)) {
            NetlinkMessage message =
                    new NetlinkMessage(NEWLINK, MAKE | NetlinkMessage.EXCLUSIVE)
                            .link(AF_UNSPEC, 0, 0, 0)
                            .put(IFLA_IFNAME, name)
                            .putInt(IFLA_LINK, parent)
                            .putInt(IFLA_NET_NS_FD, fd.number());
            if (mac != null) {
                message.put(IFLA_ADDRESS, mac(mac));
            }
            mtu(message, mtu);
            int info = message.begin(IFLA_LINKINFO);
            message.put(INFO_KIND, kind);
            int data = message.begin(INFO_DATA);
            message.put(1, mode).end(data);
            message.end(info);
            made(kind, name, socket.ask(message));
        }
    }

    /**
     * Makes a VLAN interface on top of a parent's, up.
     *
     * @return false if there is an interface of that name
     */
    public boolean addVlan(String name, int parent, int tag) {
        NetlinkMessage message =
                new NetlinkMessage(NEWLINK, MAKE | NetlinkMessage.EXCLUSIVE)
                        .link(AF_UNSPEC, 0, UP, UP)
                        .put(IFLA_IFNAME, name)
                        .putInt(IFLA_LINK, parent);
        int info = message.begin(IFLA_LINKINFO);
        message.put(INFO_KIND, "vlan");
        int data = message.begin(INFO_DATA);
        message.put(1, (byte) tag, (byte) (tag >> 8)).end(data);
        message.end(info);
        int result = socket.ask(message);
        if (result == -Errno.EEXIST) {
            return false;
        }
        check("add vlan", name, result);
        return true;
    }

    /** Makes a dummy interface, up; one that is there stays. */
    public void addDummy(String name) {
        NetlinkMessage message =
                new NetlinkMessage(NEWLINK, MAKE).link(AF_UNSPEC, 0, UP, UP).put(IFLA_IFNAME, name);
        int info = message.begin(IFLA_LINKINFO);
        message.put(INFO_KIND, "dummy").end(info);
        check("add dummy", name, socket.ask(message));
    }

    /** Sets an interface up. */
    public void up(int index) {
        check(
                "set up link",
                index,
                socket.ask(
                        new NetlinkMessage(NEWLINK, NetlinkMessage.ACK)
                                .link(AF_UNSPEC, index, UP, UP)));
    }

    /** Changes alias and MTU; 0 leaves the MTU. */
    public void change(int index, String alias, int mtu) {
        NetlinkMessage message =
                new NetlinkMessage(NEWLINK, NetlinkMessage.ACK)
                        .link(AF_UNSPEC, index, 0, 0)
                        .put(IFLA_IFALIAS, alias.getBytes(StandardCharsets.UTF_8));
        mtu(message, mtu);
        check("change link", index, socket.ask(message));
    }

    /** Makes an interface a port of a bridge. */
    public void enslave(int index, int bridge) {
        check(
                "put into a bridge",
                index,
                socket.ask(
                        new NetlinkMessage(NEWLINK, NetlinkMessage.ACK)
                                .link(AF_UNSPEC, index, 0, 0)
                                .putInt(IFLA_MASTER, bridge)));
    }

    /**
     * Sets how a port of a bridge treats its neighbours.
     *
     * @param hairpin frames may leave where they came in
     * @param isolated other isolated ports are not reached
     */
    public void port(int index, boolean hairpin, boolean isolated) {
        NetlinkMessage message =
                new NetlinkMessage(SETLINK, NetlinkMessage.ACK).link(AF_BRIDGE, index, 0, 0);
        int port = message.begin(IFLA_PROTINFO);
        message.put(BRPORT_MODE, (byte) (hairpin ? 1 : 0))
                .put(BRPORT_ISOLATED, (byte) (isolated ? 1 : 0))
                .end(port);
        check("set bridge port", index, socket.ask(message));
    }

    /** Takes an interface away; false if there is none. */
    public boolean delete(int index) {
        int result =
                socket.ask(
                        new NetlinkMessage(DELLINK, NetlinkMessage.ACK)
                                .link(AF_UNSPEC, index, 0, 0));
        if (result == -ENODEV) {
            return false;
        }
        check("delete link", index, result);
        return true;
    }

    /** Gives an interface an address, at once and without asking the neighbours. */
    public void addAddress(int index, InetAddress address, int prefixLength) {
        byte[] bytes = address.getAddress();
        NetlinkMessage message =
                address(NEWADDR, MAKE | NetlinkMessage.REPLACE, index, bytes, prefixLength);
        if (bytes.length == 4 && prefixLength < 31) {
            byte[] broadcast = bytes.clone();
            for (int bit = prefixLength; bit < 32; bit++) {
                broadcast[bit / 8] |= (byte) (0x80 >> (bit % 8));
            }
            message.put(IFA_BROADCAST, broadcast);
        }
        if (bytes.length == 16) {
            message.putInt(IFA_FLAGS, IFA_F_NODAD);
        }
        check("add address " + address.getHostAddress(), index, socket.ask(message));
    }

    /** Takes an address from an interface; one that is not there is no error. */
    public void removeAddress(int index, InetAddress address, int prefixLength) {
        int result =
                socket.ask(
                        address(
                                DELADDR,
                                NetlinkMessage.ACK,
                                index,
                                address.getAddress(),
                                prefixLength));
        if (result != -EADDRNOTAVAIL) {
            check("remove address " + address.getHostAddress(), index, result);
        }
    }

    /** The addresses of an interface, link-local ones left out. */
    public List<Address> addresses(int index) {
        List<Address> found = new ArrayList<>();
        check(
                "list addresses",
                index,
                socket.ask(
                        new NetlinkMessage(GETADDR, NetlinkMessage.DUMP).raw(new byte[8]),
                        (_, body) -> {
                            if (body.getInt(4) == index) {
                                addressOf(body).ifPresent(found::add);
                            }
                        }));
        return found;
    }

    /** All addresses of all interfaces, link-local ones left out. */
    public List<Address> addresses() {
        List<Address> found = new ArrayList<>();
        check(
                "list addresses",
                "",
                socket.ask(
                        new NetlinkMessage(GETADDR, NetlinkMessage.DUMP).raw(new byte[8]),
                        (_, body) -> addressOf(body).ifPresent(found::add)));
        return found;
    }

    /** Sends what has no other route by a gateway; replaces an earlier one. */
    public void defaultRoute(int index, InetAddress gateway) {
        byte[] via = gateway.getAddress();
        NetlinkMessage message = route(via.length, 0).put(RTA_GATEWAY, via).putInt(RTA_OIF, index);
        check("add default route", gateway.getHostAddress(), socket.ask(message));
    }

    /** Sends what has no other route out at an interface, for there is no gateway. */
    public void defaultRoute(int index, boolean ipv6) {
        check(
                "add default route",
                index,
                socket.ask(route(ipv6 ? 16 : 4, 253).putInt(RTA_OIF, index)));
    }

    private static NetlinkMessage route(int addressBytes, int scope) {
        byte family = (byte) (addressBytes == 4 ? AF_INET : AF_INET6);
        // Main table, made at boot, unicast.
        return new NetlinkMessage(NEWROUTE, MAKE | NetlinkMessage.REPLACE)
                .raw(
                        family,
                        (byte) 0,
                        (byte) 0,
                        (byte) 0,
                        (byte) 254,
                        (byte) 3,
                        (byte) scope,
                        (byte) 1)
                .raw(new byte[4]);
    }

    private static NetlinkMessage address(
            int type, int flags, int index, byte[] address, int prefixLength) {
        byte[] body =
                ByteBuffer.allocate(8)
                        .order(ByteOrder.nativeOrder())
                        .put((byte) (address.length == 4 ? AF_INET : AF_INET6))
                        .put((byte) prefixLength)
                        .put((byte) 0)
                        .put((byte) 0)
                        .putInt(index)
                        .array();
        return new NetlinkMessage(type, flags)
                .raw(body)
                .put(IFA_LOCAL, address)
                .put(IFA_ADDRESS, address);
    }

    private static Optional<Address> addressOf(ByteBuffer body) {
        int prefixLength = Byte.toUnsignedInt(body.get(1));
        List<byte[]> values = new ArrayList<>(1);
        NetlinkSocket.attributes(
                body,
                8,
                (kind, value) -> {
                    byte[] bytes = new byte[value.remaining()];
                    value.get(bytes);
                    if (kind == IFA_LOCAL) {
                        values.addFirst(bytes);
                    } else if (kind == IFA_ADDRESS) {
                        values.addLast(bytes);
                    }
                });
        if (values.isEmpty()) {
            return Optional.empty();
        }
        InetAddress address = inet(values.getFirst());
        return address.isLinkLocalAddress() && !(address instanceof Inet4Address)
                ? Optional.empty()
                : Optional.of(new Address(body.getInt(4), address, prefixLength));
    }

    private static InetAddress inet(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Link link(ByteBuffer body) {
        LinkReader reader = new LinkReader();
        NetlinkSocket.attributes(body, 16, reader::read);
        return new Link(
                body.getInt(4),
                reader.name,
                reader.alias,
                reader.master,
                reader.mac,
                reader.mtu,
                reader.kind,
                (body.getInt(8) & UP) != 0);
    }

    private static void mtu(NetlinkMessage message, int mtu) {
        if (mtu > 0) {
            message.putInt(IFLA_MTU, mtu);
        }
    }

    private static byte[] mac(String text) {
        return HexFormat.ofDelimiter(":").parseHex(text);
    }

    private Fd open(Path namespace) {
        long fd =
                kernel.openat(
                        KernelCalls.AT_FDCWD,
                        namespace.toString(),
                        KernelCalls.O_RDONLY | KernelCalls.O_CLOEXEC);
        check("open", namespace, (int) fd);
        return new Fd(kernel, (int) fd, namespace.toString());
    }

    private static void made(String kind, String name, int result) {
        if (result == -Errno.EEXIST) {
            throw new EngineException.Conflict(kind + " " + name + " exists already");
        }
        check("add " + kind, name, result);
    }

    private static void check(String call, Object object, int result) {
        if (result < 0) {
            throw Errno.failure(call, object.toString(), -result);
        }
    }

    private static final int ENODEV = 19;
    private static final int EADDRNOTAVAIL = 99;

    @Override
    public void close() {
        socket.close();
    }

    /** An address of the interface with that index. */
    public record Address(int index, InetAddress address, int prefixLength) {}

    private static final class LinkReader {
        private String name = "";
        private String alias = "";
        private String mac = "";
        private String kind = "";
        private int master;
        private int mtu;

        void read(int attribute, ByteBuffer value) {
            switch (attribute) {
                case IFLA_IFNAME -> name = text(value);
                case IFLA_IFALIAS -> alias = text(value);
                case IFLA_MTU -> mtu = value.getInt(0);
                case IFLA_MASTER -> master = value.getInt(0);
                case IFLA_ADDRESS -> {
                    byte[] bytes = new byte[value.remaining()];
                    value.get(0, bytes);
                    mac = HexFormat.ofDelimiter(":").formatHex(bytes);
                }
                case IFLA_LINKINFO ->
                        NetlinkSocket.attributes(
                                value,
                                0,
                                (inner, text) -> {
                                    if (inner == INFO_KIND) {
                                        kind = text(text);
                                    }
                                });
                default -> {}
            }
        }

        private static String text(ByteBuffer value) {
            byte[] bytes = new byte[value.remaining()];
            value.get(0, bytes);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] == 0) {
                end--;
            }
            return new String(bytes, 0, end, StandardCharsets.UTF_8);
        }
    }
}
