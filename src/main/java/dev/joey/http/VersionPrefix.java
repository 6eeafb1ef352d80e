package dev.joey.http;

import dev.joey.error.EngineException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * Takes {@code /v1.xx} off the path of every request, keeps it for {@link RequestVersion}, and puts
 * the engine's headers on the response. Runs before any route is looked for.
 */
@ApplicationScoped
class VersionPrefix {
    private static final int BEFORE_ALL_ROUTES = 1000;

    /** What is not Docker's and may choose its form by the Accept header. */
    private static final Pattern DESCRIPTION = Pattern.compile("/(openapi|metrics|health)");

    private final EngineHeaders headers;
    private final ErrorResponse errors;

    VersionPrefix(EngineHeaders headers, ErrorResponse errors) {
        this.headers = headers;
        this.errors = errors;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, BEFORE_ALL_ROUTES);
    }

    private void handle(RoutingContext context) {
        headers.put(context.response().headers());
        HttpServerRequest request = context.request();
        if (request.path() == null || !DESCRIPTION.matcher(request.path()).lookingAt()) {
            // dockerd never looks at it, and JAX-RS would answer 406.
            request.headers().remove("Accept");
        }
        int end = RequestVersion.isPrefixed(context) ? -1 : endOfVersion(request.path());
        if (end < 0) {
            context.next();
            return;
        }
        try {
            ApiVersion version = ApiVersion.accept(request.path().substring(2, end));
            context.put(RequestVersion.KEY, version);
        } catch (EngineException.InvalidParameter e) {
            errors.send(context.response(), HttpStatuses.of(e), e.getMessage());
            return;
        }
        String query = request.query() == null ? "" : "?" + request.query();
        context.reroute(request.path().substring(end) + query);
    }

    /**
     * Where the path goes on behind {@code /v[0-9.]+}, the pattern of dockerd's router; -1 if it
     * does not begin so.
     */
    static int endOfVersion(String path) {
        if (path == null || !path.startsWith("/v")) {
            return -1;
        }
        int end = path.indexOf('/', 2);
        if (end <= 2) {
            return -1;
        }
        for (int i = 2; i < end; i++) {
            char c = path.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return -1;
            }
        }
        return end;
    }
}
