package dev.joey.network;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/**
 * The name servers of the host, or those that a container names, asked from the host's namespace.
 * Each question goes out from a port of its own, which makes answers hard to forge.
 */
@ApplicationScoped
class Upstream {
    private static final Path HOST = Path.of("/etc/resolv.conf");
    private static final int PORT = 53;
    private static final int PATIENCE_MILLIS = 4_000;
    private static final int LARGEST_BYTES = 65535;

    /** As many as Docker lets wait at a time. */
    private static final int AT_ONCE = 1024;

    private final Semaphore slots = new Semaphore(AT_ONCE);

    /**
     * Asks one server after the other.
     *
     * @param servers none for the host's
     * @param bytes the question as it came
     * @return the answer; one of ours that says SERVFAIL if there is none
     */
    byte[] ask(List<String> servers, Message question, byte[] bytes, boolean tcp) {
        if (!slots.tryAcquire()) {
            return failed(question, Rcode.REFUSED);
        }
        try {
            for (String server : servers.isEmpty() ? hostServers() : servers) {
                Optional<byte[]> answer = askOne(server, question, bytes, tcp);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
            return failed(question, Rcode.SERVFAIL);
        } finally {
            slots.release();
        }
    }

    private static byte[] failed(Message question, int code) {
        return NameAnswers.response(question, code).toWire();
    }

    /** Empty if there was no answer, or none that means anything. */
    private static Optional<byte[]> askOne(
            String server, Message question, byte[] bytes, boolean tcp) {
        Optional<Ip> ip = Ip.tryParse(server);
        if (ip.isEmpty()) {
            return Optional.empty();
        }
        InetSocketAddress to = new InetSocketAddress(ip.get().inet(), PORT);
        try {
            byte[] answer = tcp ? stream(to, bytes) : datagram(to, question, bytes);
            int code = new Message(answer).getRcode();
            boolean useless =
                    code == Rcode.SERVFAIL || code == Rcode.REFUSED || code == Rcode.NOTIMP;
            return useless ? Optional.empty() : Optional.of(answer);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static byte[] datagram(InetSocketAddress to, Message question, byte[] bytes)
            throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(to);
            socket.send(new DatagramPacket(bytes, bytes.length));
            byte[] buffer = new byte[LARGEST_BYTES];
            long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
            while (true) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                socket.setSoTimeout((int) Math.max(1, left));
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = new byte[packet.getLength()];
                System.arraycopy(buffer, 0, answer, 0, answer.length);
                if (fits(question, answer)) {
                    return answer;
                }
            }
        }
    }

    private static boolean fits(Message question, byte[] bytes) {
        try {
            Message answer = new Message(bytes);
            return answer.getHeader().getID() == question.getHeader().getID()
                    && (answer.getQuestion() == null
                            || answer.getQuestion().equals(question.getQuestion()));
        } catch (IOException _) {
            return false;
        }
    }

    private static byte[] stream(InetSocketAddress to, byte[] bytes) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(to, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            byte[] framed = new byte[bytes.length + 2];
            framed[0] = (byte) (bytes.length >> 8);
            framed[1] = (byte) bytes.length;
            System.arraycopy(bytes, 0, framed, 2, bytes.length);
            new DataOutputStream(socket.getOutputStream()).write(framed);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] answer = new byte[in.readUnsignedShort()];
            in.readFully(answer);
            return answer;
        }
    }

    private static List<String> hostServers() {
        List<String> servers = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(HOST)) {
                String[] words = line.strip().split("\\s+", -1);
                if (words.length > 1 && words[0].equals("nameserver")) {
                    servers.add(words[1]);
                }
            }
        } catch (IOException _) {
            // A host without the file has no name servers.
        }
        return servers;
    }
}
