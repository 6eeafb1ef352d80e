package dev.joey.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;

/**
 * A response of JSON values one after the other, for progress, events, stats and waits. Made by
 * {@link Streams}; written by virtual threads; closed before the resource's method ends.
 */
public final class JsonStream implements AutoCloseable {
    private final ResponseStream body;
    private final ObjectMapper json;
    private final byte[] lineEnd;

    JsonStream(ResponseStream body, ObjectMapper json, String lineEnd) {
        this.body = body;
        this.json = json;
        this.lineEnd = lineEnd.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Sends one value; waits while the client is slow. It goes out at once.
     *
     * @throws ClientGoneException if the client left, or the thread was interrupted
     */
    public void send(Object value) {
        byte[] text;
        try {
            text = json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
        }
        body.write(text, lineEnd, 0, lineEnd.length);
    }

    /**
     * Sends what went wrong when the head is already out, in Docker's form for progress streams.
     *
     * @throws ClientGoneException if the client left, or the thread was interrupted
     */
    public void sendError(String message) {
        send(new StreamError(new ErrorBody(message), message));
    }

    /** Completes when the client left, or the daemon hung up. Never fails. */
    public CompletionStage<Void> gone() {
        return body.gone();
    }

    /** Ends the response. */
    @Override
    public void close() {
        body.end();
    }

    /** The last line of a progress that failed. Source: pkg/jsonmessage of Docker. */
    @RegisterForReflection
    record StreamError(ErrorBody errorDetail, String error) {}
}
