package dev.joey.image;

import dev.joey.image.wire.CollectedImages;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The collection of unused images, seen and driven by hand. An extension of Docker's API. */
@Path("/joey/images/collection")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class ImageCollectionResource {
    private final CollectImages collect;

    ImageCollectionResource(CollectImages collect) {
        this.collect = collect;
    }

    /** A dry run: what would go now. */
    @GET
    public CollectedImages plan() {
        return CollectionWire.of(collect.plan());
    }

    /** Collects now, by the same rules; answers what went. */
    @POST
    public CollectedImages collect() {
        return CollectionWire.of(collect.collect());
    }
}
