package dev.joey.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.channel.Channel;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Opens the current request's response as a stream. The calling method runs on a virtual thread and
 * returns void. The head is sent by the call, so whatever can be refused is refused before. At the
 * daemon's end nobody waits for an endless stream.
 */
@ApplicationScoped
public class Streams {
    /** The kinds of stream by their end. */
    public enum Length {
        /** Ends when its work is done. */
        FINITE,
        /** Ends when the client leaves, or when something happens that may never happen. */
        ENDLESS
    }

    private static final String JSON = "application/json";

    private final CurrentVertxRequest current;
    private final ObjectMapper json;

    Streams(CurrentVertxRequest current, ObjectMapper json) {
        this.current = current;
        this.json = json;
    }

    /** Progress of a load, pull, push or build: JSON lines that end in CR LF, as Docker's do. */
    public JsonStream progress() {
        return new JsonStream(open(JSON, Length.FINITE), json, "\r\n");
    }

    /** JSON lines that end in LF, for events, stats and wait. */
    public JsonStream json(Length length) {
        return new JsonStream(open(JSON, length), json, "\n");
    }

    /** Bytes of {@code contentType}. */
    public RawStream raw(String contentType, Length length) {
        return new RawStream(open(contentType, length));
    }

    /** Bytes of {@code contentType}, with more headers. */
    public RawStream raw(String contentType, Length length, Map<String, String> headers) {
        headers.forEach(current.getCurrent().response()::putHeader);
        return raw(contentType, length);
    }

    /**
     * Output of a container, for {@code logs}. A client of API 1.42 and later is told by the
     * content type whether it comes in frames, see {@link StreamFrames}.
     */
    public RawStream output(boolean framed, Length length) {
        boolean told = RequestVersion.of(current.getCurrent()).isAtLeast(1, 42);
        return raw(
                framed && told
                        ? "application/vnd.docker.multiplexed-stream"
                        : "application/vnd.docker.raw-stream",
                length);
    }

    private ResponseStream open(String contentType, Length length) {
        RoutingContext context = current.getCurrent();
        Channel channel = ((ConnectionBase) context.request().connection()).channel();
        if (channel.eventLoop().inEventLoop()) {
            throw new IllegalStateException("a stream is opened on a virtual thread");
        }
        RequestGate gate = channel.pipeline().get(RequestGate.class);
        if (gate != null && length == Length.ENDLESS) {
            gate.markEndless();
        }
        ResponseStream stream = new ResponseStream(channel, context.response());
        stream.begin(contentType);
        return stream;
    }
}
