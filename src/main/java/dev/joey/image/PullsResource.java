package dev.joey.image;

import dev.joey.image.wire.ListedPull;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Joey's own: the pulls that are not done. */
@Path("/joey/pulls")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PullsResource {
    private final PullBook book;

    PullsResource(PullBook book) {
        this.book = book;
    }

    /** Lists those under way and those that ended early and can be gone on with. */
    @GET
    public List<ListedPull> list() {
        return book.list().stream().map(PullWire::listed).toList();
    }

    /** Forgets one that ended early, and what came of it. */
    @DELETE
    @Path("/{id}")
    public void forget(@PathParam("id") String id) {
        book.forget(id);
    }
}
