package dev.joey.container;

import dev.joey.container.wire.ConnectBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** {@code POST /networks/{id}/disconnect}. */
@Path("/networks/{id}/disconnect")
@RunOnVirtualThread
public class NetworkDisconnectResource {
    private final ContainerManager manager;

    NetworkDisconnectResource(ContainerManager manager) {
        this.manager = manager;
    }

    /**
     * Disconnects; 200 without a body. {@code Force} is for endpoints whose container is gone; here
     * those go together.
     */
    @POST
    public Response disconnect(@PathParam("id") String network, ConnectBody body) {
        manager.disconnect(NetworkConnectResource.container(body), network);
        return Response.ok().build();
    }
}
