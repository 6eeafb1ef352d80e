package dev.joey.http;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/**
 * Whether somebody listens. Clients learn the newest API version from its headers.
 *
 * <p>There is no {@code Builder-Version}: it says which builder a client shall use, and the engine
 * has none yet.
 */
@Path("/_ping")
public class PingResource {
    /** Answers {@code OK}. */
    @GET
    @NonBlocking
    public Response ping() {
        return head().entity("OK").build();
    }

    /** Answers with the headers of {@link #ping} alone. */
    @HEAD
    @NonBlocking
    public Response pingHead() {
        return head().header("Content-Length", 0).build();
    }

    private static Response.ResponseBuilder head() {
        return Response.ok()
                .header("Cache-Control", "no-cache, no-store, must-revalidate")
                .header("Pragma", "no-cache")
                .header("Swarm", "inactive")
                .type("text/plain; charset=utf-8");
    }
}
