package dev.joey.http;

import dev.joey.error.EngineException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.Logger;

/** Turns the failures that callers can act on into Docker's error responses. */
@Provider
class EngineExceptionMapper implements ExceptionMapper<EngineException> {
    private static final Logger LOG = Logger.getLogger(EngineExceptionMapper.class);

    private final ErrorReply reply;

    EngineExceptionMapper(ErrorReply reply) {
        this.reply = reply;
    }

    @Override
    public Response toResponse(EngineException failure) {
        switch (failure) {
            case EngineException.Internal _, EngineException.Unavailable _ ->
                    LOG.error(reply.request() + ": " + failure.getMessage(), failure);
            default -> LOG.debugf("%s: %s", reply.request(), failure.getMessage());
        }
        return reply.of(HttpStatuses.of(failure), failure.getMessage());
    }
}
