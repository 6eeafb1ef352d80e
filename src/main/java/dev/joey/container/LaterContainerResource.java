package dev.joey.container;

import dev.joey.error.EngineException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** The routes of containers that this version does not serve yet: each is refused by its name. */
@Path("/containers/{id}")
public class LaterContainerResource {
    private static final String LATER = "/{what: update|upgrade|copy|checkpoints(/[^/]+)?}";

    /** {@code checkpoints}. */
    @GET
    @Path(LATER)
    public void get(@PathParam("what") String what) {
        throw refused(what);
    }

    /** {@code update}, {@code upgrade}, {@code checkpoints}. */
    @POST
    @Path(LATER)
    public void post(@PathParam("what") String what) {
        throw refused(what);
    }

    /** {@code checkpoints/…}. */
    @DELETE
    @Path(LATER)
    public void delete(@PathParam("what") String what) {
        throw refused(what);
    }

    private static EngineException refused(String what) {
        return new EngineException.NotImplemented(
                "containers: "
                        + what.replaceFirst("/.*", "")
                        + " is not supported by this version");
    }
}
