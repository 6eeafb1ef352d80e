package dev.joey.http;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.Logger;

/** The last resort: a bug is logged once with its trace and told to the client in one line. */
@Provider
class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = Logger.getLogger(UnexpectedExceptionMapper.class);

    private final ErrorReply reply;

    UnexpectedExceptionMapper(ErrorReply reply) {
        this.reply = reply;
    }

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof ClientGoneException) {
            LOG.debugf("%s: %s", reply.request(), failure.getMessage());
        } else {
            LOG.error(reply.request() + " failed", failure);
        }
        return reply.of(500, message(failure));
    }

    static String message(Throwable failure) {
        String text = failure == null ? null : failure.getMessage();
        if (text == null || text.isBlank()) {
            return failure == null ? "internal error" : failure.getClass().getSimpleName();
        }
        return text;
    }
}
