package dev.joey.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A server on loopback that says what a test wants, for what no decent registry does. */
final class ScriptedRegistry implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** What a path answers. */
    interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    ScriptedRegistry() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String url(String path) {
        return "http://" + authority() + path;
    }

    /** Has a path answer so. */
    ScriptedRegistry on(String path, Reply reply) {
        replies.put(path, reply);
        return this;
    }

    /** Requests so far: method, path with query, and Authorization if there was one. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    static Reply text(int status, String contentType, String body, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.getResponseHeaders().set("Content-Type", contentType);
            byte[] bytes = body.getBytes(UTF_8);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
            if (!head) {
                exchange.getResponseBody().write(bytes);
            }
        };
    }

    static Reply redirect(String location) {
        return text(307, "text/plain", "", "Location", location);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            asked.add(
                    exchange.getRequestMethod()
                            + " "
                            + exchange.getRequestURI()
                            + (authorization == null ? "" : " " + authorization));
            exchange.getRequestBody().readAllBytes();
            Reply reply = replies.get(exchange.getRequestURI().getPath());
            if (reply == null) {
                reply =
                        text(
                                404,
                                "application/json",
                                "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest"
                                        + " unknown\"}]}");
            }
            reply.to(exchange);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
