package dev.joey.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A response's head, and its body while it is open.
 *
 * @param uri what was asked, at the end of all redirects
 */
record Answer(String method, URI uri, int status, HttpHeaders headers, InputStream body)
        implements AutoCloseable {
    private static final int MAX_ERROR_BYTES = 64 << 10;
    private static final int MAX_SHOWN_CHARS = 300;
    private static final JsonMapper JSON = new JsonMapper();

    static Answer of(HttpResponse<InputStream> response) {
        return new Answer(
                response.request().method(),
                response.uri(),
                response.statusCode(),
                response.headers(),
                response.body());
    }

    boolean isOk() {
        return status >= 200 && status < 300;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /**
     * All of the body.
     *
     * @throws ProtocolException if it is larger than {@code maxBytes}
     */
    byte[] bytes(int maxBytes, String what) throws IOException {
        long told = headers.firstValueAsLong("Content-Length").orElse(-1);
        byte[] all = told > maxBytes ? new byte[0] : body.readNBytes(maxBytes);
        if (told > maxBytes || (all.length == maxBytes && body.read() >= 0)) {
            throw new ProtocolException(what + " is larger than " + maxBytes + " bytes");
        }
        return all;
    }

    /** What the registry says is wrong, in Docker's form {@code code: message}. */
    RegistryError error() {
        String text;
        try (InputStream in = body) {
            text = new String(in.readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            text = "";
        }
        RegistryError said = said(text);
        return said != null ? said : new RegistryError(method, uri, status, "", unexpected(text));
    }

    private RegistryError said(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            if (tree == null) {
                return null;
            }
            JsonNode first = tree.path("errors").path(0);
            if (first.isObject()) {
                String code = first.path("code").asText("").toUpperCase(Locale.ROOT);
                String message = first.path("message").asText("");
                String words = code.toLowerCase(Locale.ROOT).replace('_', ' ');
                return new RegistryError(
                        method,
                        uri,
                        status,
                        code,
                        words + ": " + (message.isEmpty() ? words : message));
            }
            String details = tree.path("details").asText(tree.path("message").asText(""));
            if (!details.isEmpty()) {
                String word = status == 401 ? "unauthorized: " : "";
                return new RegistryError(method, uri, status, "", word + details);
            }
            return null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private String unexpected(String text) {
        String shown = text.strip();
        if (shown.length() > MAX_SHOWN_CHARS) {
            shown = shown.substring(0, MAX_SHOWN_CHARS) + "…";
        }
        return "received unexpected HTTP status: " + status + (shown.isEmpty() ? "" : ": " + shown);
    }

    /** Ends the exchange. */
    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // Nobody waits for what is left of it.
            throw new IllegalStateException("a body that cannot be closed", e);
        }
    }
}
