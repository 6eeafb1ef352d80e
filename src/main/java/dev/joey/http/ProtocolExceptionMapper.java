package dev.joey.http;

import dev.joey.error.EngineException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Gives the failures that JAX-RS itself finds the status and words that dockerd has for them. */
@Provider
class ProtocolExceptionMapper implements ExceptionMapper<WebApplicationException> {
    private static final String NO_PAGE = "page not found";

    private final ErrorReply reply;

    ProtocolExceptionMapper(ErrorReply reply) {
        this.reply = reply;
    }

    @Override
    public Response toResponse(WebApplicationException failure) {
        // A query parameter that does not parse comes as "not found", with the reason as its cause.
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EngineException ours) {
                return reply.of(HttpStatuses.of(ours), ours.getMessage());
            }
        }
        return switch (failure) {
            case NotFoundException e when e.getCause() instanceof IllegalArgumentException bad ->
                    reply.of(400, bad.getMessage());
            case NotFoundException _ -> reply.of(404, NO_PAGE);
            // dockerd's router has a catch-all behind the version, and none before it.
            case NotAllowedException _ when reply.versioned() -> reply.of(404, NO_PAGE);
            case NotAllowedException _ -> reply.of(405, "method not allowed");
            case NotSupportedException _ ->
                    reply.of(400, JsonBodyReader.unsupported(reply.header("Content-Type")));
            default -> reply.of(failure.getResponse().getStatus(), text(failure));
        };
    }

    private static String text(WebApplicationException failure) {
        Throwable cause = failure.getCause();
        return cause != null && cause.getMessage() != null
                ? cause.getMessage()
                : failure.getMessage();
    }
}
