package dev.joey.exec;

import dev.joey.exec.wire.ExecCreateBody;
import dev.joey.exec.wire.ExecCreateResponse;
import dev.joey.http.RequestVersion;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** Makes execs. */
@Path("/containers/{id}/exec")
@RunOnVirtualThread
public class ContainerExecResource {
    private final ExecManager manager;
    private final RequestVersion version;

    ContainerExecResource(ExecManager manager, RequestVersion version) {
        this.manager = manager;
        this.version = version;
    }

    /** {@code POST /containers/{id}/exec}. */
    @POST
    public Response create(@PathParam("id") String container, ExecCreateBody body) {
        ExecId id = manager.create(container, ExecWire.spec(body, version.get().minor()));
        return Response.status(Response.Status.CREATED)
                .entity(new ExecCreateResponse(id.value()))
                .build();
    }
}
