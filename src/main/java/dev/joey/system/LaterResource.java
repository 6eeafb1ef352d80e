package dev.joey.system;

import dev.joey.error.EngineException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** The parts of Docker's API that this version does not serve yet: each is refused by its name. */
@Path(
        "/{part: build|session|grpc|plugins|swarm|nodes|services|tasks|secrets"
                + "|configs|daemon}{rest: (/.*)?}")
public class LaterResource {
    /** Refuses. */
    @GET
    public void get(@PathParam("part") String part) {
        throw refused(part);
    }

    /** Refuses. */
    @HEAD
    public void head(@PathParam("part") String part) {
        throw refused(part);
    }

    /** Refuses. */
    @POST
    public void post(@PathParam("part") String part) {
        throw refused(part);
    }

    /** Refuses. */
    @PUT
    public void put(@PathParam("part") String part) {
        throw refused(part);
    }

    /** Refuses. */
    @DELETE
    public void delete(@PathParam("part") String part) {
        throw refused(part);
    }

    private static EngineException refused(String part) {
        return switch (part) {
            case "swarm", "nodes", "services", "tasks", "secrets", "configs" ->
                    new EngineException.Unavailable("This node is not a swarm manager.", null);
            default -> new EngineException.NotImplemented(part + ": not supported by this version");
        };
    }
}
