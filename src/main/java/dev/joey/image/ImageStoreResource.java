package dev.joey.image;

import dev.joey.http.ClientGoneException;
import dev.joey.http.Filters;
import dev.joey.http.RawStream;
import dev.joey.http.RequestVersion;
import dev.joey.http.Streams;
import dev.joey.image.wire.PrunedImages;
import dev.joey.oci.Platform;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Docker's images API: images as archives, and the clearing away of unused ones. */
@Path("/images")
@RunOnVirtualThread
public class ImageStoreResource {
    private static final Logger LOG = Logger.getLogger(ImageStoreResource.class);

    private final ImageManager images;
    private final RequestVersion version;
    private final Streams streams;

    ImageStoreResource(ImageManager images, RequestVersion version, Streams streams) {
        this.images = images;
        this.version = version;
        this.streams = streams;
    }

    /** Saves several images. */
    @GET
    @Path("/get")
    public void saveSeveral(
            @QueryParam("names") List<String> names,
            @QueryParam("platform") List<String> platforms) {
        save(names, platforms);
    }

    /** Saves an image. */
    @GET
    @Path("/{name:.+}/get")
    public void save(
            @PathParam("name") String name, @QueryParam("platform") List<String> platforms) {
        save(List.of(name), platforms);
    }

    private void save(List<String> names, List<String> platforms) {
        Optional<Platform> platform =
                version.get().isAtLeast(1, 48)
                        ? PlatformParameter.only(platforms, "saving")
                        : Optional.empty();
        AtomicReference<RawStream> body = new AtomicReference<>();
        try {
            images.save(
                    names,
                    platform,
                    () -> {
                        body.set(streams.raw("application/x-tar", Streams.Length.FINITE));
                        return body.get().asOutputStream();
                    });
            body.get().close();
        } catch (ClientGoneException e) {
            LOG.debug("the client of a save left", e);
        } catch (RuntimeException e) {
            if (body.get() == null) {
                throw e;
            }
            LOG.errorf("a save of %s broke off: %s", names, e.getMessage());
            body.get().abort();
        }
    }

    /** Removes images that no container uses. */
    @POST
    @Path("/prune")
    @Produces(MediaType.APPLICATION_JSON)
    public PrunedImages prune(@QueryParam("filters") Filters filters) {
        PruneImages.Report report = images.prune(Filters.orNone(filters));
        return new PrunedImages(
                report.removed().stream().map(ImageWire::removed).toList(), report.freedBytes());
    }
}
