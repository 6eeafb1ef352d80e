package dev.joey.container;

import dev.joey.container.wire.ChangeItem;
import dev.joey.http.ClientGoneException;
import dev.joey.http.RawStream;
import dev.joey.http.Streams;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** The files of containers over HTTP, as wholes. */
@Path("/containers/{id}")
@RunOnVirtualThread
public class ContainerTreeResource {
    private static final Logger LOG = Logger.getLogger(ContainerTreeResource.class);
    private static final int SEND_BYTES = 256 << 10;

    private final ContainerLayers layers;
    private final Streams streams;

    ContainerTreeResource(ContainerLayers layers, Streams streams) {
        this.layers = layers;
        this.streams = streams;
    }

    /** {@code GET /containers/{id}/export}: all files as tar. */
    @GET
    @Path("/export")
    public void export(@PathParam("id") String id) throws IOException {
        AtomicReference<RawStream> body = new AtomicReference<>();
        try {
            layers.export(
                    id,
                    () -> {
                        body.set(streams.raw("application/octet-stream", Streams.Length.FINITE));
                        return new BufferedOutputStream(body.get().asOutputStream(), SEND_BYTES);
                    });
            body.get().close();
        } catch (ClientGoneException e) {
            LOG.debug("the client of an export left", e);
        } catch (RuntimeException e) {
            if (body.get() == null) {
                throw e;
            }
            LOG.errorf("the export of container %s broke off: %s", id, e.getMessage());
            body.get().abort();
        }
    }

    /** {@code GET /containers/{id}/changes}. */
    @GET
    @Path("/changes")
    @Produces(MediaType.APPLICATION_JSON)
    public List<ChangeItem> changes(@PathParam("id") String id) {
        return layers.changes(id).stream()
                .map(change -> new ChangeItem(change.path(), change.kind().number()))
                .toList();
    }
}
