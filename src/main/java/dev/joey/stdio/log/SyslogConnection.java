package dev.joey.stdio.log;

import dev.joey.error.EngineException;
import dev.joey.linux.UnixDatagram;
import dev.joey.stdio.log.SyslogOptions.Address;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A way to a syslog server. */
interface SyslogConnection extends Closeable {
    /** Where the host's own syslog may listen. */
    List<Path> HOST_SOCKETS =
            List.of(Path.of("/dev/log"), Path.of("/var/run/syslog"), Path.of("/var/run/log"));

    int CONNECT_MILLIS = 5_000;

    /** Sends a message whole. */
    void send(byte[] message) throws IOException;

    @Override
    void close();

    /** Connects as the options say. */
    static SyslogConnection open(SyslogOptions options) throws IOException {
        return switch (options.address()) {
            case Address.Host _ -> host();
            case Address.Unix(Path path, boolean datagrams) ->
                    datagrams ? new Datagrams(path) : new UnixStream(path);
            case Address.Net net ->
                    switch (net.scheme()) {
                        case "udp" -> new Udp(net);
                        case "tcp" -> new Tcp(plain(net));
                        default -> new Tcp(secure(net, options.tls()));
                    };
        };
    }

    private static SyslogConnection host() throws IOException {
        for (Path path : HOST_SOCKETS) {
            try {
                return new Datagrams(path);
            } catch (EngineException noDatagrams) {
                try {
                    return new UnixStream(path);
                } catch (IOException next) {
                    // Not there either.
                }
            }
        }
        throw new IOException("Unix syslog delivery error");
    }

    private static Socket plain(Address.Net net) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(net.host(), net.port()), CONNECT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            String reason =
                    e instanceof ConnectException ? "connect: connection refused" : e.getMessage();
            throw new IOException("dial tcp " + net.host() + ":" + net.port() + ": " + reason, e);
        }
    }

    private static Socket secure(Address.Net net, SyslogOptions.Tls tls) throws IOException {
        SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        if (tls.skipVerify()) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        } else if (!tls.caCert().isEmpty()) {
            builder.trustManager(new File(tls.caCert()));
        }
        if (!tls.cert().isEmpty()) {
            builder.keyManager(new File(tls.cert()), new File(tls.key()));
        }
        Socket plain = plain(net);
        try {
            JdkSslContext context = (JdkSslContext) builder.build();
            SSLSocket socket =
                    (SSLSocket)
                            context.context()
                                    .getSocketFactory()
                                    .createSocket(plain, net.host(), net.port(), true);
            if (!tls.skipVerify()) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
            }
            socket.setSoTimeout(CONNECT_MILLIS);
            socket.startHandshake();
            return socket;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e instanceof IOException io ? io : new IOException(e.getMessage(), e);
        }
    }

    /** Over TCP, with TLS or without. */
    final class Tcp implements SyslogConnection {
        private final Socket socket;
        private final OutputStream out;

        Tcp(Socket socket) throws IOException {
            this.socket = socket;
            out = socket.getOutputStream();
        }

        @Override
        public void send(byte[] message) throws IOException {
            out.write(message);
            out.flush();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException _) {
                // It is given up anyway.
            }
        }
    }

    /** Over UDP, which never tells whether anybody listens. */
    final class Udp implements SyslogConnection {
        private final DatagramSocket socket;
        private final InetSocketAddress server;

        Udp(Address.Net net) throws IOException {
            server = new InetSocketAddress(net.host(), net.port());
            if (server.isUnresolved()) {
                throw new IOException("dial udp: lookup " + net.host() + ": no such host");
            }
            socket = new DatagramSocket();
        }

        @Override
        public void send(byte[] message) throws IOException {
            socket.send(new DatagramPacket(message, message.length, server));
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /** A unix socket of bytes. */
    final class UnixStream implements SyslogConnection {
        private final SocketChannel channel;

        UnixStream(Path path) throws IOException {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(path));
            } catch (IOException e) {
                channel.close();
                throw new IOException("dial unix " + path + ": " + e.getMessage(), e);
            }
        }

        @Override
        public void send(byte[] message) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(message);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException _) {
                // It is given up anyway.
            }
        }
    }

    /** A unix socket of datagrams. */
    final class Datagrams implements SyslogConnection {
        private static final Duration PATIENCE = Duration.ofSeconds(5);
        private static final Duration PAUSE = Duration.ofMillis(2);

        private final UnixDatagram socket;

        Datagrams(Path path) {
            socket = UnixDatagram.connect(path);
        }

        @Override
        public void send(byte[] message) throws IOException {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!socket.send(message)) {
                if (System.nanoTime() > end) {
                    throw new IOException("the receiver takes nothing");
                }
                try {
                    Thread.sleep(PAUSE);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
