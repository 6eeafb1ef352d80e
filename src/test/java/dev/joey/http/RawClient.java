package dev.joey.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** HTTP by hand over a unix socket. */
final class RawClient implements AutoCloseable {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(64 * 1024).flip();

    RawClient(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
    }

    static String post(String path, String... headers) {
        return head("POST " + path, headers);
    }

    static String get(String path, String... headers) {
        return head("GET " + path, headers);
    }

    private static String head(String line, String... headers) {
        StringBuilder text = new StringBuilder(line + " HTTP/1.1\r\nHost: joey\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return text + "\r\n";
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawClient send(byte[] bytes) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining()) {
            channel.write(out);
        }
        return this;
    }

    RawClient endInput() throws IOException {
        channel.shutdownOutput();
        return this;
    }

    private int next() throws IOException {
        if (!in.hasRemaining()) {
            in.clear();
            int n = channel.read(in);
            in.flip();
            if (n < 0) {
                in.limit(0);
                return -1;
            }
        }
        return in.get() & 0xff;
    }

    /** The response's head up to and with the empty line. */
    String head() throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.length() < 4 || !text.substring(text.length() - 4).equals("\r\n\r\n")) {
            int c = next();
            if (c < 0) {
                return text + "<EOF>";
            }
            text.append((char) c);
        }
        return text.toString();
    }

    /** So many bytes, or fewer at the end. */
    byte[] bytes(int count) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < count) {
            int c = next();
            if (c < 0) {
                break;
            }
            all.write(c);
            int more = Math.min(in.remaining(), count - all.size());
            all.write(in.array(), in.position(), more);
            in.position(in.position() + more);
        }
        return all.toByteArray();
    }

    String text(int count) throws IOException {
        return new String(bytes(count), StandardCharsets.UTF_8);
    }

    /** All up to the end of the connection. */
    String rest() throws IOException {
        return text(Integer.MAX_VALUE);
    }

    /** A response with a Content-Length: head and body. */
    String response() throws IOException {
        String head = head();
        int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
        if (at < 0) {
            return head;
        }
        int from = at + "content-length: ".length();
        return head + text(Integer.parseInt(head.substring(from, head.indexOf('\r', from))));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
