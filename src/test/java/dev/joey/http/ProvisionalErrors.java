package dev.joey.http;

import dev.joey.error.EngineException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;

/** Stands in for the one error mapper where it is not yet on the class path. */
@Provider
@Priority(9000)
public class ProvisionalErrors implements ExceptionMapper<EngineException> {
    @Override
    public Response toResponse(EngineException failure) {
        return Response.status(HttpStatuses.of(failure))
                .type(MediaType.APPLICATION_JSON)
                .entity(Map.of("message", failure.getMessage()))
                .build();
    }
}
