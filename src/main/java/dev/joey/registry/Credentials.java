package dev.joey.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.joey.error.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a client gave for one registry. Never logged, never stored.
 *
 * @param username empty without
 * @param password empty without
 * @param identityToken a refresh token of the registry's token server; empty without
 * @param registryToken a bearer token that is used as it is; empty without
 * @param serverAddress which registry they are for, as the client says; may be empty
 */
public record Credentials(
        String username,
        String password,
        String identityToken,
        String registryToken,
        String serverAddress) {
    /** Nobody in particular. */
    public static final Credentials NONE = new Credentials("", "", "", "", "");

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Reads the API's {@code X-Registry-Auth} header: an AuthConfig as JSON in base64, of either
     * alphabet, padded or not.
     *
     * @param header null or empty means {@link #NONE}
     * @throws EngineException.InvalidParameter if it is something else
     */
    public static Credentials ofHeader(String header) {
        if (header == null || header.isEmpty()) {
            return NONE;
        }
        String plain = header.replace('+', '-').replace('/', '_').replace("=", "");
        try {
            JsonNode tree = JSON.readTree(Base64.getUrlDecoder().decode(plain));
            if (tree == null || !(tree.isObject() || tree.isMissingNode())) {
                throw malformed(null);
            }
            return of(tree);
        } catch (IllegalArgumentException | IOException e) {
            throw malformed(e);
        }
    }

    /** From an AuthConfig's fields. Its {@code auth} is {@code user:password} in base64. */
    public static Credentials of(JsonNode config) {
        String username = config.path("username").asText("");
        String password = config.path("password").asText("");
        String auth = config.path("auth").asText("");
        if (username.isEmpty() && !auth.isEmpty()) {
            String pair;
            try {
                pair = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw malformed(e);
            }
            int colon = pair.indexOf(':');
            username = colon < 0 ? pair : pair.substring(0, colon);
            password = colon < 0 ? "" : pair.substring(colon + 1);
        }
        return new Credentials(
                username,
                password,
                config.path("identitytoken").asText(""),
                config.path("registrytoken").asText(""),
                config.path("serveraddress").asText(""));
    }

    boolean hasPassword() {
        return !username.isEmpty();
    }

    /** The value of a basic {@code Authorization}. Source: RFC 7617. */
    String basic() {
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** Says no secret. */
    @Override
    public String toString() {
        return username.isEmpty() ? "nobody" : username;
    }

    private static EngineException malformed(Exception cause) {
        return new EngineException.InvalidParameter("invalid X-Registry-Auth header", cause);
    }
}
