package dev.joey.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** The API version of the request that the calling thread serves. */
@ApplicationScoped
public class RequestVersion {
    /** Where the version lies in a request's context. */
    static final String KEY = "joey.api-version";

    private final CurrentVertxRequest request;

    RequestVersion(CurrentVertxRequest request) {
        this.request = request;
    }

    /** The version in the request's path, or {@link ApiVersion#MAX} if it names none. */
    public ApiVersion get() {
        return of(request.getCurrent());
    }

    static ApiVersion of(RoutingContext context) {
        ApiVersion version = context.get(KEY);
        return version == null ? ApiVersion.MAX : version;
    }

    /** Whether the request's path began with a version. */
    static boolean isPrefixed(RoutingContext context) {
        return context.get(KEY) != null;
    }
}
