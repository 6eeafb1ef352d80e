package dev.joey.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Takes the connection behind the current request away from HTTP, for attach and exec. The calling
 * method runs on a virtual thread, has read the request's body, returns void, and returns when the
 * session is over; what JAX-RS then answers reaches nobody. A failure thrown before {@link #take}
 * is answered as any other.
 */
@ApplicationScoped
public class Hijack {
    private static final String RAW = "application/vnd.docker.raw-stream";
    private static final String MULTIPLEXED = "application/vnd.docker.multiplexed-stream";

    private static final List<String> HTTP_HANDLERS =
            List.of("httpDecoder", "httpEncoder", "inflater", "deflater", "chunkedWriter", "idle");

    private final CurrentVertxRequest current;
    private final EngineHeaders headers;

    Hijack(CurrentVertxRequest current, EngineHeaders headers) {
        this.current = current;
        this.headers = headers;
    }

    /**
     * Sends the response's head, {@code 101 UPGRADED} if the client asked for an upgrade, else the
     * older {@code 200 OK}, and hands over the connection with all the client sent behind its
     * request.
     *
     * @param tty whether the stream has no frames, which its content type tells since API 1.42
     * @throws ClientGoneException if the client left
     */
    public HijackedConnection take(boolean tty) {
        RoutingContext context = current.getCurrent();
        boolean upgrade = context.request().getHeader("Upgrade") != null;
        boolean framed = !tty && RequestVersion.of(context).isAtLeast(1, 42);
        return take(context, head(upgrade, upgrade && framed ? MULTIPLEXED : RAW), false);
    }

    /**
     * Makes the connection a WebSocket, whose frames carry what is read and written.
     *
     * @throws dev.joey.error.EngineException.InvalidParameter if the client did not ask for one
     * @throws ClientGoneException if the client left
     */
    public HijackedConnection takeWebSocket() {
        RoutingContext context = current.getCurrent();
        String head = WebSocketHandshake.answer(context.request().headers());
        return take(context, head + headers.lines() + "\r\n", true);
    }

    private static HijackedConnection take(RoutingContext context, String head, boolean webSocket) {
        Channel channel = ((ConnectionBase) context.request().connection()).channel();
        if (channel.eventLoop().inEventLoop()) {
            throw new IllegalStateException("a connection is taken on a virtual thread");
        }
        CompletableFuture<HijackedChannel> taken = new CompletableFuture<>();
        channel.eventLoop()
                .execute(
                        () -> {
                            try {
                                taken.complete(take(channel, head, webSocket));
                            } catch (RuntimeException e) {
                                taken.completeExceptionally(e);
                            }
                        });
        try {
            return taken.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : e;
        }
    }

    private String head(boolean upgrade, String contentType) {
        String first =
                upgrade
                        ? "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
                        : "HTTP/1.1 200 OK\r\n";
        return first + "Content-Type: " + contentType + "\r\n" + headers.lines() + "\r\n";
    }

    private static HijackedChannel take(Channel channel, String head, boolean webSocket) {
        if (!channel.isActive()) {
            throw new ClientGoneException("the client left before the connection was taken");
        }
        ChannelPipeline pipeline = channel.pipeline();
        RequestGate gate = pipeline.get(RequestGate.class);
        if (gate != null) {
            gate.handOver();
        }
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        HijackedChannel hijacked = new HijackedChannel(channel);
        pipeline.addBefore("handler", "hijack", hijacked);
        ChannelHandlerContext out = webSocket ? WebSocketBytes.addBefore(pipeline, "hijack") : null;
        // Removing the decoder sends the bytes it has not looked at on to the next handler.
        for (String name : HTTP_HANDLERS) {
            if (pipeline.get(name) != null) {
                pipeline.remove(name);
            }
        }
        hijacked.begin(Unpooled.copiedBuffer(head, StandardCharsets.US_ASCII), out);
        if (gate != null && gate.isInputEnded()) {
            hijacked.endInput();
        }
        return hijacked;
    }
}
