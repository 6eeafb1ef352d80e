package dev.joey.volume;

import dev.joey.error.EngineException;
import dev.joey.http.Filters;
import dev.joey.http.QueryBool;
import dev.joey.http.RequestVersion;
import dev.joey.volume.wire.CreateVolumeBody;
import dev.joey.volume.wire.PrunedDocument;
import dev.joey.volume.wire.VolumeDocument;
import dev.joey.volume.wire.VolumeList;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

/** Docker's volumes API. */
@Path("/volumes")
@RunOnVirtualThread
public class VolumeResource {
    private final VolumeManager volumes;
    private final RequestVersion version;

    VolumeResource(VolumeManager volumes, RequestVersion version) {
        this.volumes = volumes;
        this.version = version;
    }

    /** {@code GET /volumes}. */
    @GET
    public VolumeList list(@QueryParam("filters") Filters filters) {
        return new VolumeList(
                volumes.list(Filters.orNone(filters)).stream()
                        .map(volume -> VolumeWire.listed(volume, volumes))
                        .toList(),
                null);
    }

    /** {@code POST /volumes/create}. */
    @POST
    @Path("/create")
    public Response create(CreateVolumeBody body) {
        CreateVolumeBody asked = VolumeWire.checked(body);
        Volume made =
                volumes.create(
                        VolumeWire.text(asked.name()),
                        VolumeWire.text(asked.driver()),
                        VolumeWire.texts(asked.labels()),
                        VolumeWire.texts(asked.driverOpts()));
        return Response.status(Response.Status.CREATED)
                .entity(VolumeWire.listed(made, volumes))
                .build();
    }

    /** {@code GET /volumes/{name}}. */
    @GET
    @Path("/{name}")
    public VolumeDocument inspect(@PathParam("name") String name) {
        return VolumeWire.inspected(volumes.get(name), volumes);
    }

    /** {@code PUT /volumes/{name}}: only cluster volumes can be changed. */
    @PUT
    @Path("/{name}")
    public void update(@PathParam("name") String name) {
        throw new EngineException.Unavailable(
                "volume update only valid for cluster volumes, but swarm is unavailable", null);
    }

    /** {@code DELETE /volumes/{name}}. */
    @DELETE
    @Path("/{name}")
    public void remove(@PathParam("name") String name, @QueryParam("force") QueryBool force) {
        volumes.remove(name, QueryBool.isTrue(force));
    }

    /** {@code POST /volumes/prune}. Named volumes are spared from API 1.42 on. */
    @POST
    @Path("/prune")
    public PrunedDocument prune(@QueryParam("filters") Filters filters) {
        PrunedVolumes pruned =
                volumes.prune(Filters.orNone(filters), !version.get().isAtLeast(1, 42));
        return new PrunedDocument(pruned.deleted(), pruned.freedBytes());
    }
}
