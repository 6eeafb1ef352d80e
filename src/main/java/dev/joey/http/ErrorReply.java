package dev.joey.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Makes the responses of the exception mappers. */
@ApplicationScoped
class ErrorReply {
    private final CurrentVertxRequest current;

    ErrorReply(CurrentVertxRequest current) {
        this.current = current;
    }

    /**
     * A response with Docker's error body; without any body where HTTP or a sent head forbid it.
     */
    Response of(int status, String message) {
        Response.ResponseBuilder response = Response.status(status);
        RoutingContext context = current.getCurrent();
        boolean headSent = context != null && context.response().headWritten();
        if (status != Response.Status.NOT_MODIFIED.getStatusCode() && !headSent) {
            response.type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(new ErrorBody(message == null ? "" : message));
        }
        return response.build();
    }

    /** Method and path of the request, for the log. */
    String request() {
        RoutingContext context = current.getCurrent();
        return context == null
                ? "request"
                : context.request().method() + " " + context.request().path();
    }

    /** A header of the request; null if there is none. */
    String header(String name) {
        RoutingContext context = current.getCurrent();
        return context == null ? null : context.request().getHeader(name);
    }

    /** Whether the request's path began with a version. */
    boolean versioned() {
        RoutingContext context = current.getCurrent();
        return context != null && RequestVersion.isPrefixed(context);
    }
}
