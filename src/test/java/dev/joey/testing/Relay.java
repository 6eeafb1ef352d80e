package dev.joey.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bad line to a server on loopback: counts what comes back through it, cuts each connection after
 * so many bytes, or lets no more than so many bytes through until it is told to.
 */
public final class Relay implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final AtomicLong passedBytes = new AtomicLong();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile long cutAfterBytes = Long.MAX_VALUE;
    private long gateBytes = Long.MAX_VALUE;

    /** A line to {@code 127.0.0.1:port}. */
    public Relay(String authority) {
        target = Integer.parseInt(authority.substring(authority.indexOf(':') + 1));
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    public String authority() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** What came back in all. */
    public long passedBytes() {
        return passedBytes.get();
    }

    /** Cuts each connection when so many bytes came back through it. */
    public void cutAfter(long bytes) {
        cutAfterBytes = bytes;
    }

    /** Lets so many bytes more come back in all, then none. */
    public synchronized void holdAfter(long bytes) {
        gateBytes = passedBytes.get() + bytes;
        notifyAll();
    }

    /** Lets everything through again. */
    public synchronized void open() {
        gateBytes = Long.MAX_VALUE;
        notifyAll();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(near);
                sockets.add(far);
                Thread.startVirtualThread(() -> pump(near, far, false));
                Thread.startVirtualThread(() -> pump(far, near, true));
            } catch (IOException e) {
                // Closed, or the server is away: the client sees its connection end.
            }
        }
    }

    private void pump(Socket from, Socket to, boolean back) {
        long passed = 0;
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[16 << 10];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (back) {
                    passed += read;
                    if (passed > cutAfterBytes) {
                        return;
                    }
                    pass(read);
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException | InterruptedException e) {
            // One side left; the other is told by the closing.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private synchronized void pass(int bytes) throws InterruptedException {
        while (passedBytes.get() + bytes > gateBytes && !server.isClosed()) {
            wait();
        }
        passedBytes.addAndGet(bytes);
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open();
    }
}
