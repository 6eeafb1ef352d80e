package dev.joey.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandler;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.unix.DomainSocketChannel;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.HostAndPort;
import java.net.SocketAddress;
import java.util.List;

/**
 * The HTTP decoder of one connection, which looks at the next request only when the response to the
 * one before is finished. So bytes that a client sends right behind a request are still bytes when
 * the connection is hijacked, and a client may close its side for writing once it has asked. Also
 * knows whether its connection is busy, for the end of the daemon.
 *
 * <p>Confined to the channel's event loop.
 */
final class RequestGate extends VertxHttpRequestDecoder implements ChannelOutboundHandler {
    private static final int HELD_BYTES = 256 * 1024;

    private final Connections connections;
    private Channel channel;
    private int unanswered;
    private boolean held;
    private boolean pausedHere;
    private boolean inputEnded;
    private boolean upgradable;
    private boolean draining;
    private volatile boolean endless;
    private volatile boolean busy;

    RequestGate(HttpServerOptions options, Connections connections) {
        super(options);
        this.connections = connections;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        super.handlerAdded(ctx);
        channel = ctx.channel();
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        initialLine[1] = LenientUri.encode(initialLine[1]);
        return super.createMessage(initialLine);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf bytes, List<Object> out)
            throws Exception {
        if (held) {
            if (bytes.readableBytes() >= HELD_BYTES && !pausedHere) {
                pausedHere = true;
                channel.config().setAutoRead(false);
                PeerProbe.watch(channel, () -> pausedHere);
            }
            return;
        }
        int known = out.size();
        super.decode(ctx, bytes, out);
        for (Object message : out.subList(known, out.size())) {
            if (message instanceof HttpRequest request) {
                unanswered++;
                tolerateHost(request);
                upgradable = request.headers().contains("Upgrade") || mayBeTaken(request);
                busy = true;
            }
            if (message instanceof LastHttpContent) {
                held = unanswered > 0;
            }
        }
    }

    /**
     * Some clients name the socket's path as the host; Go's server lets it pass, Vert.x would not.
     */
    private static void tolerateHost(HttpRequest request) {
        String host = request.headers().get("Host");
        if (host != null && HostAndPort.parseAuthority(host, -1) == null) {
            request.headers().set("Host", "localhost");
        }
    }

    /** Clients older than {@code Upgrade} are known by what they ask for. */
    private static boolean mayBeTaken(HttpRequest request) {
        String path = request.uri();
        int query = path.indexOf('?');
        String bare = query < 0 ? path : path.substring(0, query);
        return request.method().name().equals("POST")
                && (bare.endsWith("/attach") || bare.endsWith("/start"));
    }

    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
            throws Exception {
        if (!held) {
            super.decodeLast(ctx, in, out);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            // TCP cannot tell "I have no more to say" from "I left": the latter is the usual thing.
            boolean mayWait = upgradable || channel instanceof DomainSocketChannel;
            if (held && mayWait) {
                PeerProbe.watch(channel, () -> true);
            } else {
                var _ = ctx.close();
            }
        } else if (!(event instanceof ChannelInputShutdownReadComplete)) {
            super.userEventTriggered(ctx, event);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean last = message instanceof LastHttpContent && !isInformational(message);
        var _ = ctx.write(message, promise);
        if (last) {
            answered(ctx);
        }
    }

    private static boolean isInformational(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private void answered(ChannelHandlerContext ctx) {
        unanswered--;
        endless = false;
        if (unanswered > 0) {
            return;
        }
        if (inputEnded || draining) {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
        if (held) {
            held = false;
            // Not at once: this may be inside of the decoding of the request just answered.
            ctx.executor().execute(() -> goOn(ctx));
        }
        if (!held) {
            setIdle();
        }
    }

    private void goOn(ChannelHandlerContext ctx) {
        if (ctx.isRemoved()) {
            return;
        }
        if (pausedHere) {
            pausedHere = false;
            channel.config().setAutoRead(true);
        }
        if (actualReadableBytes() > 0) {
            try {
                channelRead(ctx, Unpooled.EMPTY_BUFFER);
                channelReadComplete(ctx);
            } catch (Exception e) {
                ctx.fireExceptionCaught(e);
            }
        }
    }

    private void setIdle() {
        busy = false;
        connections.changed();
    }

    /** The response will only end with the client or the daemon: nobody shall wait for it. */
    void markEndless() {
        endless = true;
        connections.changed();
    }

    /** The connection leaves HTTP. */
    void handOver() {
        if (!held) {
            throw new IllegalStateException("the request was not read to its end");
        }
        pausedHere = false;
        setIdle();
    }

    boolean isInputEnded() {
        return inputEnded;
    }

    /** Whether a response is owed that will end by itself. May be asked on any thread. */
    boolean isBusy() {
        return busy && !endless;
    }

    /** No more requests: closes an idle connection now and a busy one after its response. */
    void drain() {
        draining = true;
        if (unanswered == 0) {
            var _ = channel.close();
        }
    }

    Channel channel() {
        return channel;
    }

    @Override
    public void bind(ChannelHandlerContext ctx, SocketAddress local, ChannelPromise promise) {
        var _ = ctx.bind(local, promise);
    }

    @Override
    public void connect(
            ChannelHandlerContext ctx,
            SocketAddress remote,
            SocketAddress local,
            ChannelPromise promise) {
        var _ = ctx.connect(remote, local, promise);
    }

    @Override
    public void disconnect(ChannelHandlerContext ctx, ChannelPromise promise) {
        var _ = ctx.disconnect(promise);
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        var _ = ctx.close(promise);
    }

    @Override
    public void deregister(ChannelHandlerContext ctx, ChannelPromise promise) {
        var _ = ctx.deregister(promise);
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
    }
}
