package dev.joey.network;

import dev.joey.error.EngineException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.logging.Logger;
import org.xbill.DNS.Message;

/**
 * The name server that containers in users' networks ask. Each container has two sockets in its own
 * namespace; one thread serves the datagrams of all of them.
 */
@ApplicationScoped
class NameServer {
    private static final Logger LOG = Logger.getLogger(NameServer.class);
    private static final int LARGEST_BYTES = 65535;

    private final NameAnswers answers;
    private final Upstream upstream;
    private final ConcurrentHashMap<String, NameSockets> open = new ConcurrentHashMap<>();
    private final Queue<NameSockets> arriving = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST_BYTES);
    private Selector selector;

    NameServer(NameAnswers answers, Upstream upstream) {
        this.answers = answers;
        this.upstream = upstream;
    }

    /** Serves the sockets of a container until {@link #close}. */
    void serve(NameSockets sockets) {
        close(sockets.containerId());
        open.put(sockets.containerId(), sockets);
        arriving.add(sockets);
        selector().wakeup();
    }

    boolean serves(String containerId) {
        return open.containsKey(containerId);
    }

    /** Closes the sockets of a container; none is no error. */
    void close(String containerId) {
        NameSockets sockets = open.remove(containerId);
        if (sockets != null) {
            sockets.close();
            selector().wakeup();
        }
    }

    @PreDestroy
    synchronized void stop() {
        open.values().forEach(NameSockets::close);
        open.clear();
        if (selector != null) {
            try {
                selector.close();
            } catch (IOException e) {
                LOG.debug("closing the name server", e);
            }
        }
    }

    private synchronized Selector selector() {
        if (selector == null) {
            try {
                selector = Selector.open();
            } catch (IOException e) {
                throw new EngineException.Unavailable("cannot start the name server", e);
            }
            Selector mine = selector;
            Thread.ofPlatform().daemon().name("names").start(() -> run(mine));
        }
        return selector;
    }

    private void run(Selector mine) {
        while (mine.isOpen()) {
            try {
                mine.select();
                register(mine);
                for (SelectionKey key : mine.selectedKeys()) {
                    if (key.isValid()) {
                        ready(key);
                    }
                }
                mine.selectedKeys().clear();
            } catch (ClosedSelectorException _) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.warn("name server", e);
            }
        }
    }

    private void register(Selector mine) throws IOException {
        for (NameSockets sockets = arriving.poll(); sockets != null; sockets = arriving.poll()) {
            if (sockets.isOpen()) {
                sockets.register(mine);
            }
        }
    }

    private void ready(SelectionKey key) throws IOException {
        NameSockets sockets = (NameSockets) key.attachment();
        try {
            if (key.channel() instanceof DatagramChannel datagrams) {
                for (int i = 0; i < 64 && datagram(sockets, datagrams); i++) {
                    // One busy container leaves room for others.
                }
            } else if (key.channel() instanceof ServerSocketChannel listener) {
                SocketChannel client = listener.accept();
                if (client != null) {
                    Thread.startVirtualThread(
                            () -> new NameStream(client, sockets, answers, upstream).serve());
                }
            }
        } catch (java.nio.channels.ClosedChannelException _) {
            key.cancel();
        }
    }

    private boolean datagram(NameSockets sockets, DatagramChannel channel) throws IOException {
        buffer.clear();
        InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
        if (from == null) {
            return false;
        }
        buffer.flip();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        try {
            Message question = new Message(bytes);
            Optional<Message> known = answers.answer(sockets.containerId(), question);
            if (known.isPresent()) {
                send(channel, from, known.get().toWire(NameAnswers.udpBytes(question)));
            } else {
                Thread.startVirtualThread(
                        () ->
                                send(
                                        channel,
                                        from,
                                        upstream.ask(sockets.servers(), question, bytes, false)));
            }
        } catch (IOException _) {
            // No question: nothing is answered, as RFC 1035 lets us.
        }
        return true;
    }

    private static void send(DatagramChannel channel, InetSocketAddress to, byte[] answer) {
        try {
            int _ = channel.send(ByteBuffer.wrap(answer), to);
        } catch (IOException e) {
            LOG.debug("an answer was not sent", e);
        }
    }
}
