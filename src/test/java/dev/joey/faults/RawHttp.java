package dev.joey.faults;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** One connection on which a test says exactly what it wants, and which it may cut at any time. */
final class RawHttp implements AutoCloseable {
    private final SocketChannel channel;
    private final InputStream in;

    RawHttp(Path socket) {
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
            in = Channels.newInputStream(channel);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Sends the head of a request, with further lines of it. */
    RawHttp request(String method, String path, String... lines) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: joey\r\n");
        for (String line : lines) {
            head.append(line).append("\r\n");
        }
        return send(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Asks to take the connection over. */
    RawHttp attach(String path) {
        return request("POST", path, "Connection: Upgrade", "Upgrade: tcp", "Content-Length: 0");
    }

    RawHttp send(byte[] bytes) {
        try {
            ByteBuffer all = ByteBuffer.wrap(bytes);
            while (all.hasRemaining()) {
                int _ = channel.write(all);
            }
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Reads the head of the answer; its status. */
    int status() {
        String first = line();
        while (!line().isEmpty()) {
            // The headers say nothing of interest here.
        }
        return Integer.parseInt(first.split(" ", 3)[1]);
    }

    /** Reads bytes until they contain a text; all of them. */
    String readUntil(String part) {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        while (!seen.toString(StandardCharsets.ISO_8859_1).contains(part)) {
            seen.write(next());
        }
        return seen.toString(StandardCharsets.ISO_8859_1);
    }

    /** Whether the server has closed the connection; waits for that or for a byte. */
    boolean ended() {
        try {
            return in.read() < 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private int next() {
        try {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            return next;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (int next = next(); next != '\n'; next = next()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
