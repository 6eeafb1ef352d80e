package dev.joey.network;

import dev.joey.error.EngineException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A socket that is bound and never used. A TCP one does not listen: who gets past the firewall's
 * rules to it is refused instead of waiting for ever.
 */
final class HeldSocket {
    /** Holds nothing: Java knows no SCTP socket. */
    static final HeldSocket NONE = new HeldSocket(() -> {});

    private final Closeable channel;

    private HeldSocket(Closeable channel) {
        this.channel = channel;
    }

    /**
     * Binds.
     *
     * @param what for the message, as {@code 0.0.0.0:80:172.17.0.2:80/tcp}
     * @throws EngineException.Internal {@code failed to bind host port for …: address already in
     *     use}
     */
    static HeldSocket open(String protocol, Ip ip, int port, String what) {
        InetSocketAddress address = new InetSocketAddress(ip.inet(), port);
        StandardProtocolFamily family =
                ip.ipv6() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        try {
            return switch (protocol) {
                case "tcp" -> new HeldSocket(tcp(family, address));
                case "udp" -> new HeldSocket(udp(family, address));
                default -> NONE;
            };
        } catch (BindException e) {
            boolean foreign = String.valueOf(e.getMessage()).contains("assign");
            throw new EngineException.Internal(
                    "failed to bind host port for "
                            + what
                            + ": "
                            + (foreign
                                    ? "cannot assign requested address"
                                    : "address already in use"),
                    e);
        } catch (IOException e) {
            throw new EngineException.Internal(
                    "failed to bind host port for " + what + ": " + e.getMessage(), e);
        }
    }

    private static Closeable tcp(StandardProtocolFamily family, InetSocketAddress address)
            throws IOException {
        SocketChannel channel = SocketChannel.open(family);
        try {
            return channel.bind(address);
        } catch (BindException busy) {
            channel.close();
            // Connections that have ended keep a port busy for a minute; only listeners count.
            try (ServerSocketChannel listener = ServerSocketChannel.open(family)) {
                listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                var _ = listener.bind(address);
            }
            SocketChannel reusing = SocketChannel.open(family);
            reusing.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            try {
                return reusing.bind(address);
            } catch (IOException e) {
                reusing.close();
                throw e;
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static Closeable udp(StandardProtocolFamily family, InetSocketAddress address)
            throws IOException {
        DatagramChannel channel = DatagramChannel.open(family);
        try {
            return channel.bind(address);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
