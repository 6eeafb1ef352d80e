package dev.joey.http;

import dev.joey.error.EngineException;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;

/** The opening handshake of a WebSocket, on the server's side. Source: RFC 6455, section 4.2. */
final class WebSocketHandshake {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    private WebSocketHandshake() {}

    /**
     * The head of the answer, without the lines all answers have.
     *
     * @throws EngineException.InvalidParameter if the request does not ask for a WebSocket of
     *     version 13
     */
    static String answer(MultiMap headers) {
        if (!hasWord(headers, "Upgrade", "websocket")
                || !hasWord(headers, "Connection", "upgrade")) {
            throw new EngineException.InvalidParameter("not websocket protocol");
        }
        if (!"13".equals(headers.get("Sec-WebSocket-Version"))) {
            throw new EngineException.InvalidParameter(
                    "missing or bad WebSocket Version: 13 is supported");
        }
        String key = headers.get("Sec-WebSocket-Key");
        if (!isKey(key)) {
            throw new EngineException.InvalidParameter("missing or bad WebSocket challenge");
        }
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: "
                + accept(key.strip())
                + "\r\n"
                + protocol(headers);
    }

    /** A client that offers protocols wants one of them taken; none changes what is sent. */
    private static String protocol(MultiMap headers) {
        String offered = headers.get("Sec-WebSocket-Protocol");
        if (offered == null) {
            return "";
        }
        String first = offered.split(",", -1)[0].strip();
        return first.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
                ? "Sec-WebSocket-Protocol: " + first + "\r\n"
                : "";
    }

    private static boolean hasWord(MultiMap headers, String name, String word) {
        return headers.getAll(name).stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .anyMatch(value -> value.strip().toLowerCase(Locale.ROOT).equals(word));
    }

    private static boolean isKey(String key) {
        try {
            return key != null && Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
