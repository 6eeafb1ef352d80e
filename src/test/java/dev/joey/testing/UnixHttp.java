package dev.joey.testing;

import java.io.BufferedInputStream;
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
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An HTTP/1.1 client over a unix socket with one kept-alive connection, which the JDK's client
 * cannot. For one thread. Source: RFC 9112.
 */
public final class UnixHttp implements AutoCloseable {
    private final Path socket;
    private SocketChannel channel;
    private InputStream in;

    public UnixHttp(Path socket) {
        this.socket = socket;
    }

    /**
     * An answer read to its end.
     *
     * @param headers by lower-case name
     */
    public record Response(int status, Map<String, String> headers, byte[] body) {
        /** The body as text. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Sends a GET. */
    public Response get(String path) {
        return send("GET", path, new byte[0], null);
    }

    /** Sends a POST with JSON; an empty text sends no body. */
    public Response post(String path, String json) {
        return send("POST", path, json.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    /** Sends a DELETE. */
    public Response delete(String path) {
        return send("DELETE", path, new byte[0], null);
    }

    /**
     * Sends a request and reads the whole answer. A connection that the server closed meanwhile is
     * made anew once.
     */
    public Response send(String method, String path, byte[] body, String contentType) {
        boolean fresh = channel == null;
        try {
            return exchange(method, path, body, contentType);
        } catch (IOException failure) {
            close();
            if (!fresh) {
                return send(method, path, body, contentType);
            }
            throw new UncheckedIOException(method + " " + path, failure);
        }
    }

    /**
     * Sends a request and hands out the answer's body while it comes; the connection is then the
     * reader's and goes with it.
     *
     * @throws IllegalStateException if the answer is no success
     */
    public InputStream open(String method, String path) {
        try {
            write(method, path, new byte[0], null);
            Head head = readHead();
            if (head.status() >= 300) {
                throw new IllegalStateException(
                        method + " " + path + ": " + head.status() + " " + text(readBody(head)));
            }
            return head.chunked() ? new Chunks(in) : in;
        } catch (IOException failure) {
            throw new UncheckedIOException(method + " " + path, failure);
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            channel = null;
        }
    }

    private Response exchange(String method, String path, byte[] body, String contentType)
            throws IOException {
        write(method, path, body, contentType);
        Head head = readHead();
        boolean empty = head.status() == 204 || head.status() == 304 || method.equals("HEAD");
        byte[] answer = empty ? new byte[0] : readBody(head);
        if ("close".equalsIgnoreCase(head.headers().get("connection"))) {
            close();
        }
        return new Response(head.status(), head.headers(), answer);
    }

    private void write(String method, String path, byte[] body, String contentType)
            throws IOException {
        if (channel == null) {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
            in = new BufferedInputStream(Channels.newInputStream(channel));
        }
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: joey\r\n");
        if (body.length > 0 && contentType != null) {
            head.append("Content-Type: ").append(contentType).append("\r\n");
        }
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer all =
                ByteBuffer.allocate(start.length + body.length).put(start).put(body).flip();
        while (all.hasRemaining()) {
            channel.write(all);
        }
    }

    private record Head(int status, Map<String, String> headers) {
        boolean chunked() {
            return "chunked".equalsIgnoreCase(headers.get("transfer-encoding"));
        }
    }

    private Head readHead() throws IOException {
        String status = line(in);
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        return new Head(Integer.parseInt(status.split(" ", 3)[1]), headers);
    }

    private byte[] readBody(Head head) throws IOException {
        if (head.chunked()) {
            return new Chunks(in).readAllBytes();
        }
        String length = head.headers().get("content-length");
        return length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** The body of a chunked answer. Source: RFC 9112, section 7.1. */
    private static final class Chunks extends InputStream {
        private final InputStream in;
        private int left;
        private boolean ended;

        Chunks(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0 && !ended) {
                left = Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
                if (left == 0) {
                    ended = true;
                    while (!line(in).isEmpty()) {
                        // Trailers say nothing of interest here.
                    }
                }
            }
            if (ended) {
                return -1;
            }
            int read = in.read(into, offset, Math.min(length, left));
            if (read < 0) {
                throw new EOFException("the server closed the connection inside a chunk");
            }
            left -= read;
            if (left == 0) {
                line(in);
            }
            return read;
        }
    }
}
