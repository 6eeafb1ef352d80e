package dev.joey.http;

import dev.joey.error.EngineException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks programs of the host that speak HTTP on a unix socket or on TCP, as Docker's plugins do. A
 * call blocks its virtual thread.
 */
@ApplicationScoped
public class SocketClient {
    /** What a plugin may answer with; more is nonsense. */
    private static final int LARGEST_ANSWER = 4 << 20;

    private final HttpClient client;

    SocketClient(Vertx vertx) {
        client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
    }

    /** The status and the body of an answer. */
    public record Answer(int status, String body) {}

    /**
     * Posts a text and waits for the answer.
     *
     * @param address {@code unix:///path} or {@code tcp://host:port}
     * @param uri as {@code /Plugin.Activate}
     * @throws EngineException.Unavailable if nobody answers within {@code patience}
     */
    public Answer post(
            String address, String uri, String contentType, String body, Duration patience) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setURI(uri)
                        .setHost("localhost")
                        .setServer(server(address))
                        .setTimeout(patience.toMillis())
                        .putHeader("Content-Type", contentType)
                        .putHeader("Accept", contentType);
        try {
            return client.request(options)
                    .compose(request -> request.send(Buffer.buffer(body)))
                    .compose(
                            response ->
                                    isSmall(response)
                                            ? response.body()
                                                    .map(
                                                            bytes ->
                                                                    new Answer(
                                                                            response.statusCode(),
                                                                            bytes.toString(
                                                                                    StandardCharsets
                                                                                            .UTF_8)))
                                            : io.vertx.core.Future.failedFuture(
                                                    "the answer is too long"))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new EngineException.Unavailable(
                    "Post \"" + uri + "\" to " + address + ": " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new EngineException.Unavailable(
                    "Post \""
                            + uri
                            + "\" to "
                            + address
                            + ": no answer within "
                            + patience.toSeconds()
                            + " s",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable("interrupted while asking " + address, e);
        }
    }

    private static boolean isSmall(HttpClientResponse response) {
        String length = response.getHeader("Content-Length");
        return length == null || (length.length() < 8 && Integer.parseInt(length) < LARGEST_ANSWER);
    }

    private static SocketAddress server(String address) {
        if (address.startsWith("unix://")) {
            return SocketAddress.domainSocketAddress(address.substring("unix://".length()));
        }
        String[] parts = address.substring(address.indexOf("://") + 3).split(":", 2);
        return SocketAddress.inetSocketAddress(Integer.parseInt(parts[1]), parts[0]);
    }
}
