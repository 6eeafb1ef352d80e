package dev.joey.network;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.xbill.DNS.Message;

/** One TCP connection to our name server. Source: RFC 7766. */
final class NameStream {
    private static final int IDLE_MILLIS = 10_000;

    private final SocketChannel client;
    private final NameSockets sockets;
    private final NameAnswers answers;
    private final Upstream upstream;

    NameStream(SocketChannel client, NameSockets sockets, NameAnswers answers, Upstream upstream) {
        this.client = client;
        this.sockets = sockets;
        this.answers = answers;
        this.upstream = upstream;
    }

    /** Answers questions until the client has none any more. */
    void serve() {
        try (Socket socket = client.socket()) {
            socket.setSoTimeout(IDLE_MILLIS);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            while (true) {
                byte[] bytes = new byte[in.readUnsignedShort()];
                in.readFully(bytes);
                byte[] answer = answer(bytes);
                byte[] framed = new byte[answer.length + 2];
                framed[0] = (byte) (answer.length >> 8);
                framed[1] = (byte) answer.length;
                System.arraycopy(answer, 0, framed, 2, answer.length);
                out.write(framed);
            }
        } catch (IOException _) {
            // The client has left, is idle, or sent no question.
        }
    }

    private byte[] answer(byte[] bytes) throws IOException {
        Message question = new Message(bytes);
        Optional<Message> known = answers.answer(sockets.containerId(), question);
        return known.isPresent()
                ? known.get().toWire()
                : upstream.ask(sockets.servers(), question, bytes, true);
    }
}
