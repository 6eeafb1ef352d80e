package dev.joey.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Stands in a channel's pipeline between the bytes and Vert.x. Vert.x keeps its handler, so that it
 * learns of the channel's end; what it writes to end the request is thrown away here.
 */
final class HijackedChannel extends ChannelDuplexHandler
        implements HijackedConnection, OutboundQueue.Sink {
    private static final byte[] NO_HEAD = {};

    private final Channel channel;
    private final OutboundQueue output;
    private final InboundQueue input;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private ChannelHandlerContext context;
    private boolean inputEnded;
    private boolean watched;

    HijackedChannel(Channel channel) {
        this.channel = channel;
        output = new OutboundQueue(channel.eventLoop(), channel.alloc(), this);
        input = new InboundQueue(() -> channel.eventLoop().execute(this::regulate));
        channel.closeFuture()
                .addListener(
                        _ -> {
                            input.end();
                            output.abandon();
                            closed.complete(null);
                        });
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes) {
            input.add(bytes);
            regulate();
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // Vert.x would only flush, and it has nothing to flush.
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent
                || event instanceof SslCloseCompletionEvent) {
            endInput();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        var _ = ctx.close();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ReferenceCountUtil.release(message);
        promise.trySuccess();
    }

    /**
     * Sends bytes in front of all others. Called on the event loop.
     *
     * @param out where they are written; null for here
     */
    void begin(ByteBuf head, ChannelHandlerContext out) {
        var _ = (out == null ? context : out).writeAndFlush(head);
        regulate();
        context.read();
    }

    /** The client closed its side for writing. Called on the event loop. */
    void endInput() {
        inputEnded = true;
        input.end();
        watch();
    }

    private void regulate() {
        boolean full = input.isFull();
        channel.config().setAutoRead(!full);
        if (full) {
            watch();
        }
    }

    private void watch() {
        if (!watched) {
            watched = true;
            PeerProbe.watch(channel, this::needsWatching);
        }
    }

    private boolean needsWatching() {
        watched = inputEnded || !channel.config().isAutoRead();
        return watched;
    }

    @Override
    public void write(ByteBuf bytes, Runnable done) {
        context.write(bytes).addListener(_ -> done.run());
    }

    @Override
    public void flush() {
        context.flush();
    }

    @Override
    public int read(byte[] target) {
        return input.read(target, 0, target.length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        output.write(NO_HEAD, bytes, offset, length);
    }

    @Override
    public void writeFrame(int stream, byte[] bytes, int offset, int length) {
        output.write(StreamFrames.head(stream, length), bytes, offset, length);
    }

    @Override
    public void shutdownOutput() {
        output.end(
                () -> {
                    SslHandler tls = channel.pipeline().get(SslHandler.class);
                    var sent =
                            tls == null
                                    ? context.writeAndFlush(Unpooled.EMPTY_BUFFER)
                                    : tls.closeOutbound();
                    sent.addListener(
                            _ -> {
                                if (channel instanceof DuplexChannel duplex) {
                                    var _ = duplex.shutdownOutput();
                                }
                            });
                });
    }

    @Override
    public CompletionStage<Void> closed() {
        return closed.minimalCompletionStage();
    }

    @Override
    public void close() {
        input.discard();
        // Read on, so that the end of a client is seen that does not take the last output.
        channel.eventLoop().execute(this::regulate);
        output.end(
                () ->
                        context.writeAndFlush(Unpooled.EMPTY_BUFFER)
                                .addListener(ChannelFutureListener.CLOSE));
    }

    @Override
    public void abort() {
        channel.eventLoop()
                .execute(
                        () -> {
                            WebSocketBytes webSocket = channel.pipeline().get(WebSocketBytes.class);
                            if (webSocket != null) {
                                webSocket.breakOff();
                            }
                            var _ = channel.close();
                        });
    }
}
