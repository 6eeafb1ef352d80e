package dev.joey.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A token server as registries have: gives tokens for what is asked to {@code me} with {@code
 * secret}, and for nothing to anybody else. Source: the distribution project's docs, "Token
 * Authentication Implementation".
 */
public final class TokenServer implements AutoCloseable {
    private final TestCertificates certificates;
    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** Starts it; its certificates lie in a folder. */
    public TokenServer(Path folder) {
        certificates = new TestCertificates(folder);
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
    }

    /** Whom its tokens' signer is vouched for by. */
    public Path certificate() {
        return certificates.authority();
    }

    /** The scopes that were asked for, one text per request. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<String> scopes = new ArrayList<>();
            String query = exchange.getRequestURI().getRawQuery();
            for (String pair : query == null ? new String[0] : query.split("&", -1)) {
                if (pair.startsWith("scope=")) {
                    scopes.add(URLDecoder.decode(pair.substring("scope=".length()), UTF_8));
                }
            }
            asked.add(String.join(" ", scopes));
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            String mine =
                    "Basic " + Base64.getEncoder().encodeToString("me:secret".getBytes(UTF_8));
            boolean known = mine.equals(given);
            byte[] body =
                    (given == null || known
                                    ? "{\"token\":\"" + token(known ? scopes : List.of()) + "\"}"
                                    : "{\"details\":\"incorrect username or password\"}")
                            .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(given == null || known ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String token(List<String> scopes) {
        List<String> access = new ArrayList<>();
        for (String scope : scopes) {
            String[] parts = scope.split(":", -1);
            access.add(
                    "{\"type\":\"%s\",\"name\":\"%s\",\"actions\":[\"%s\"]}"
                            .formatted(parts[0], parts[1], parts[2].replace(",", "\",\"")));
        }
        long now = Instant.now().getEpochSecond();
        String head =
                "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"x5c\":[\"%s\"]}"
                        .formatted(certificates.serverCertificate());
        String claims =
                ("{\"iss\":\"test\",\"sub\":\"me\",\"aud\":\"test\",\"exp\":%d,\"nbf\":%d,"
                                + "\"iat\":%d,\"jti\":\"%s\",\"access\":[%s]}")
                        .formatted(
                                now + 300,
                                now - 10,
                                now,
                                UUID.randomUUID(),
                                String.join(",", access));
        String text = encoded(head.getBytes(UTF_8)) + "." + encoded(claims.getBytes(UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(certificates.serverKey());
            signature.update(text.getBytes(UTF_8));
            return text + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
