package dev.joey.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.quarkus.vertx.utils.NoBoundChecksBuffer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A response whose body is written bit by bit from virtual threads. */
final class ResponseStream implements OutboundQueue.Sink {
    private static final byte[] NOTHING = {};
    private static final long END_PATIENCE_SECONDS = 30;

    private final Channel channel;
    private final HttpServerResponse response;
    private final OutboundQueue output;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private boolean ended;

    ResponseStream(Channel channel, HttpServerResponse response) {
        this.channel = channel;
        this.response = response;
        output = new OutboundQueue(channel.eventLoop(), channel.alloc(), this);
        channel.closeFuture()
                .addListener(
                        _ -> {
                            output.abandon();
                            gone.complete(null);
                        });
    }

    /** Sends the head at once, so that the client knows its request was accepted. */
    void begin(String contentType) {
        response.setStatusCode(200);
        response.putHeader("Content-Type", contentType);
        response.setChunked(true);
        response.write(Buffer.buffer());
    }

    void write(byte[] bytes, int offset, int length) {
        output.write(NOTHING, bytes, offset, length);
    }

    void write(byte[] head, byte[] bytes, int offset, int length) {
        output.write(head, bytes, offset, length);
    }

    CompletionStage<Void> gone() {
        return gone.minimalCompletionStage();
    }

    /** Ends the body behind all that was written; returns when HTTP knows of the end. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        CountDownLatch done = new CountDownLatch(1);
        output.end(
                () -> {
                    if (!response.ended()) {
                        response.end();
                    }
                    done.countDown();
                });
        try {
            if (!done.await(END_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                var _ = channel.close();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            var _ = channel.close();
        }
    }

    /** Ends the connection without an end of the body. */
    void abort() {
        ended = true;
        var _ = channel.close();
    }

    @Override
    public void write(ByteBuf bytes, Runnable done) {
        if (response.ended()) {
            bytes.release();
            done.run();
            return;
        }
        response.write(new NoBoundChecksBuffer(bytes)).onComplete(_ -> done.run());
    }

    @Override
    public void flush() {
        // Vert.x flushes every write.
    }
}
