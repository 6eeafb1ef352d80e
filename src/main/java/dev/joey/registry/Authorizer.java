package dev.joey.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers the challenges of one host: by the credentials that were given for it, or as nobody. The
 * credentials go to that host and to the token server that it names, nowhere else. Source: the
 * distribution project's docs, "Token Authentication Specification".
 */
final class Authorizer {
    private static final int MAX_TOKEN_BYTES = 1 << 20;
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    private final Transport transport;
    private final RegistryHost host;
    private final Credentials credentials;
    private final Set<String> scopes;
    private String header;
    private Instant freshUntil = Instant.MAX;
    private String refreshToken = "";
    private boolean offline;

    /**
     * Prepares.
     *
     * @param credentials of the registry; {@link Credentials#NONE} for a mirror
     * @param scopes of tokens, as {@code repository:library/busybox:pull}
     */
    Authorizer(
            Transport transport, RegistryHost host, Credentials credentials, List<String> scopes) {
        this.transport = transport;
        this.host = host;
        this.credentials = credentials;
        this.scopes = new LinkedHashSet<>(scopes);
        if (!credentials.registryToken().isEmpty()) {
            header = "Bearer " + credentials.registryToken();
        }
    }

    /** Asks for a token that can be renewed without the password; for a login. */
    Authorizer offline() {
        offline = true;
        return this;
    }

    /** The present value of {@code Authorization}. */
    synchronized Optional<String> header() {
        return Instant.now().isAfter(freshUntil) ? Optional.empty() : Optional.ofNullable(header);
    }

    /** The token that renews; empty if the token server gave none. */
    synchronized String refreshToken() {
        return refreshToken;
    }

    /** Adds a scope; the next token has it. */
    synchronized void alsoFor(String scope) {
        if (scopes.add(scope) && header != null && header.startsWith("Bearer ")) {
            header = credentials.registryToken().isEmpty() ? null : header;
        }
    }

    /**
     * Finds the answer to a challenge.
     *
     * @param tried the header that was refused; null if there was none
     * @return whether there is another answer than that
     * @throws IOException if the token server refuses or cannot be reached
     */
    synchronized boolean answer(List<Challenge> challenges, String tried) throws IOException {
        if (header != null && !header.equals(tried) && header().isPresent()) {
            return true;
        }
        for (Challenge challenge : challenges) {
            String found =
                    switch (challenge.scheme()) {
                        case "bearer" -> bearer(challenge);
                        case "basic" -> basic();
                        default -> null;
                    };
            if (found != null) {
                header = found;
                return !found.equals(tried);
            }
        }
        return false;
    }

    private String basic() throws IOException {
        if (!credentials.hasPassword()) {
            throw new ProtocolException("no basic auth credentials");
        }
        freshUntil = Instant.MAX;
        return credentials.basic();
    }

    private String bearer(Challenge challenge) throws IOException {
        if (!credentials.registryToken().isEmpty()) {
            return "Bearer " + credentials.registryToken();
        }
        if (challenge.parameter("realm").isEmpty()) {
            throw new ProtocolException("the registry names no token server");
        }
        URI realm = SafeTarget.of(host.base(), challenge.parameter("realm"));
        Set<String> wanted = new LinkedHashSet<>(scopes);
        for (String scope : challenge.parameter("scope").split(" ", -1)) {
            if (!scope.isEmpty() && scopes.stream().noneMatch(own -> covers(own, scope))) {
                wanted.add(scope);
            }
        }
        JsonNode answer = ask(realm, challenge.parameter("service"), wanted);
        String token = answer.path("token").asText(answer.path("access_token").asText(""));
        if (token.isEmpty()) {
            throw new ProtocolException(
                    "authorization server did not include a token in the response");
        }
        if (token.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw new ProtocolException("the token server's token is malformed");
        }
        refreshToken = answer.path("refresh_token").asText("");
        long seconds = answer.path("expires_in").asLong(0);
        Duration life =
                seconds < SHORTEST_LIFE.toSeconds()
                        ? SHORTEST_LIFE
                        : Duration.ofSeconds(Math.min(seconds, 86_400));
        freshUntil = Instant.now().plus(life).minusSeconds(5);
        return "Bearer " + token;
    }

    /** Whether our own scope asks for as much of the same repository. */
    private static boolean covers(String own, String scope) {
        int actions = scope.lastIndexOf(':');
        return actions > 0
                && own.startsWith(scope.substring(0, actions + 1))
                && Set.of(own.substring(actions + 1).split(",", -1))
                        .containsAll(List.of(scope.substring(actions + 1).split(",", -1)));
    }

    private JsonNode ask(URI realm, String service, Set<String> wanted) throws IOException {
        HttpRequest.Builder request;
        if (!credentials.identityToken().isEmpty()) {
            String form =
                    "grant_type=refresh_token&client_id=joey"
                            + field("&service=", service)
                            + field("&scope=", String.join(" ", wanted))
                            + field("&refresh_token=", credentials.identityToken());
            request =
                    HttpRequest.newBuilder(realm)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(form));
        } else {
            StringBuilder query = new StringBuilder();
            query.append(field("&service=", service));
            wanted.forEach(scope -> query.append(field("&scope=", scope)));
            if (credentials.hasPassword()) {
                query.append(field("&account=", credentials.username()));
            }
            if (offline) {
                query.append("&offline_token=true&client_id=joey");
            }
            request = HttpRequest.newBuilder(with(realm, query)).GET();
            if (credentials.hasPassword()) {
                request.header("Authorization", credentials.basic());
            }
        }
        RegistryHost.Trust trust =
                SafeTarget.isSame(realm, host.base()) ? host.trust() : shared(host.trust());
        try (Answer answer = Answer.of(transport.send(trust, request, () -> 0))) {
            if (!answer.isOk()) {
                throw answer.error();
            }
            return JSON.readTree(answer.bytes(MAX_TOKEN_BYTES, "the token server's answer"));
        } catch (JsonProcessingException e) {
            throw new ProtocolException("the token server's answer is no JSON");
        }
    }

    /** The token server is believed as the registry is; our client certificate it does not see. */
    static RegistryHost.Trust shared(RegistryHost.Trust trust) {
        return new RegistryHost.Trust(trust.insecure(), trust.authorities(), List.of());
    }

    private static URI with(URI realm, StringBuilder query) {
        if (query.isEmpty()) {
            return realm;
        }
        String separator = realm.getRawQuery() == null ? "?" : "&";
        return URI.create(realm + separator + query.substring(1));
    }

    private static String field(String name, String value) {
        return value.isEmpty() ? "" : name + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
