package dev.joey.container;

import dev.joey.container.wire.ConnectBody;
import dev.joey.error.EngineException.InvalidParameter;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** {@code POST /networks/{id}/connect}. */
@Path("/networks/{id}/connect")
@RunOnVirtualThread
public class NetworkConnectResource {
    private final ContainerManager manager;

    NetworkConnectResource(ContainerManager manager) {
        this.manager = manager;
    }

    /** Connects; 200 without a body. */
    @POST
    public Response connect(@PathParam("id") String network, ConnectBody body) {
        manager.connect(container(body), network, NetworkAskWire.wish(body.endpointConfig()));
        return Response.ok().build();
    }

    static String container(ConnectBody body) {
        if (body == null) {
            throw new InvalidParameter("invalid JSON: got EOF while reading request body");
        }
        String container = CreateWire.text(body.container());
        if (container.isEmpty()) {
            throw new InvalidParameter("invalid container name or ID: value is empty");
        }
        return container;
    }
}
