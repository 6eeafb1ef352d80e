package dev.joey.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Turns the frames of a WebSocket into the bytes they carry, and bytes into binary frames. How the
 * client cuts its bytes into frames, and whether it calls them text, means nothing. Control frames
 * are answered here. A WebSocket has no half-closed state: who ends one side ends both.
 *
 * <p>Confined to the channel's event loop.
 */
final class WebSocketBytes extends ChannelDuplexHandler {
    /** A larger frame of a client ends the connection with status 1009. */
    static final int MOST_FRAME_BYTES = 1 << 20;

    private boolean closing;

    /** Puts the frames' handlers in front of the one named. */
    static ChannelHandlerContext addBefore(ChannelPipeline pipeline, String name) {
        WebSocketDecoderConfig config =
                WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(MOST_FRAME_BYTES)
                        .expectMaskedFrames(true)
                        .allowExtensions(false)
                        .closeOnProtocolViolation(true)
                        .withUTF8Validator(false)
                        .build();
        pipeline.addBefore(name, "websocket-encoder", new WebSocket13FrameEncoder(false));
        pipeline.addBefore(name, "websocket-decoder", new WebSocket13FrameDecoder(config));
        pipeline.addBefore(name, "websocket-bytes", new WebSocketBytes());
        return pipeline.context("websocket-encoder");
    }

    /** The connection will end without a farewell: something was lost. */
    void breakOff() {
        closing = true;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (message) {
            case CloseWebSocketFrame close -> {
                closing = true;
                ctx.writeAndFlush(answer(close)).addListener(ChannelFutureListener.CLOSE);
                close.release();
            }
            case PingWebSocketFrame ping -> {
                var _ = ctx.writeAndFlush(new PongWebSocketFrame(ping.content()));
            }
            case PongWebSocketFrame pong -> pong.release();
            case WebSocketFrame data when data.content().isReadable() ->
                    ctx.fireChannelRead(data.content());
            default -> ReferenceCountUtil.release(message);
        }
    }

    /** Only a status that may be sent is sent back. */
    private static CloseWebSocketFrame answer(CloseWebSocketFrame asked) {
        int status = asked.statusCode();
        return status >= 0 && WebSocketCloseStatus.isValidStatusCode(status)
                ? new CloseWebSocketFrame(status, "")
                : new CloseWebSocketFrame();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            closing = true;
            var _ = ctx.close();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CorruptedFrameException) {
            // The decoder has sent the status, and closes.
            closing = true;
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes && bytes.isReadable() && !closing) {
            var _ = ctx.write(new BinaryWebSocketFrame(bytes), promise);
        } else if (message instanceof ByteBuf bytes) {
            bytes.release();
            promise.trySuccess();
        } else {
            var _ = ctx.write(message, promise);
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (closing || !ctx.channel().isActive()) {
            var _ = ctx.close(promise);
            return;
        }
        closing = true;
        ctx.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE))
                .addListener(
                        _ -> {
                            var _ = ctx.close(promise);
                        });
    }
}
