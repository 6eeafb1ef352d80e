package dev.joey.network;

import dev.joey.error.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.List;

/**
 * The sockets of our name server in one container's namespace, on ports that nobody there asked
 * for; the namespace's rules lead port 53 to them.
 *
 * @param servers that are asked for what we do not know; none for the host's
 */
record NameSockets(
        String containerId, List<String> servers, DatagramChannel udp, ServerSocketChannel tcp) {
    /** Opens them in the namespace that the calling thread is in. */
    static NameSockets open(String containerId, List<String> servers) {
        InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral(Sandbox.RESOLVER), 0);
        try {
            DatagramChannel udp = DatagramChannel.open(StandardProtocolFamily.INET);
            ServerSocketChannel tcp = ServerSocketChannel.open(StandardProtocolFamily.INET);
            NameSockets sockets = new NameSockets(containerId, List.copyOf(servers), udp, tcp);
            try {
                var _ = udp.bind(any).configureBlocking(false);
                var _ = tcp.bind(any).configureBlocking(false);
                return sockets;
            } catch (IOException e) {
                sockets.close();
                throw e;
            }
        } catch (IOException e) {
            throw new EngineException.Unavailable(
                    "cannot open the name server's sockets: " + e.getMessage(), e);
        }
    }

    int udpPort() {
        return port(udp.socket().getLocalSocketAddress());
    }

    int tcpPort() {
        return port(tcp.socket().getLocalSocketAddress());
    }

    private static int port(java.net.SocketAddress address) {
        return ((InetSocketAddress) address).getPort();
    }

    void register(Selector selector) throws IOException {
        var _ = udp.register(selector, SelectionKey.OP_READ, this);
        var _ = tcp.register(selector, SelectionKey.OP_ACCEPT, this);
    }

    boolean isOpen() {
        return udp.isOpen();
    }

    void close() {
        try {
            udp.close();
            tcp.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
