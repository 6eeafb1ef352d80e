package dev.joey.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The open connections of one listener, and the server channel they came from. */
final class Connections {
    private final HttpServerOptions options;
    private final Set<RequestGate> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Channel server;
    private volatile boolean draining;

    Connections(HttpServerOptions options) {
        this.options = options;
    }

    /** Puts a gate into a new connection. Called on its event loop, before anything is read. */
    void accept(HttpConnection connection) {
        Channel channel = ((ConnectionBase) connection).channel();
        server = channel.parent();
        RequestGate gate = new RequestGate(options, this);
        ChannelPipeline pipeline = channel.pipeline();
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        pipeline.remove("httpDecoder");
        pipeline.addBefore("handler", "httpDecoder", gate);
        open.add(gate);
        channel.closeFuture()
                .addListener(
                        _ -> {
                            open.remove(gate);
                            changed();
                        });
        if (draining) {
            var _ = channel.close();
        }
    }

    /** A connection became idle, endless or closed. */
    void changed() {
        if (draining) {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** How many are open. */
    int count() {
        return open.size();
    }

    /** Stops accepting, and closes the connections that owe no response. Does not wait. */
    void beginDrain() {
        draining = true;
        Channel accepting = server;
        if (accepting != null) {
            var _ = accepting.close();
        }
        for (RequestGate gate : open) {
            gate.channel().eventLoop().execute(gate::drain);
        }
    }

    /**
     * Waits until no response is owed that ends by itself.
     *
     * @return whether that came about within {@code patience}
     */
    boolean awaitIdle(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (open.stream().anyMatch(RequestGate::isBusy)) {
                if (left <= 0) {
                    return false;
                }
                // Bounded, since a signal may come between the look and the wait.
                long slice = Math.min(left, TimeUnit.MILLISECONDS.toNanos(100));
                left -= slice - Math.max(0, changed.awaitNanos(slice));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Hangs up on all, the endless streams and hijacked connections included. */
    void closeAll() {
        for (RequestGate gate : open) {
            var _ = gate.channel().close();
        }
    }
}
