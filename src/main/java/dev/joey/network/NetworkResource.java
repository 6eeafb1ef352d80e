package dev.joey.network;

import dev.joey.http.Filters;
import dev.joey.http.RequestVersion;
import dev.joey.network.wire.NetworkBody;
import dev.joey.network.wire.NetworkCreated;
import dev.joey.network.wire.NetworkView;
import dev.joey.network.wire.NetworksPruned;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Networks over HTTP. Connecting is a verb of containers. */
@Path("/networks")
@RunOnVirtualThread
public class NetworkResource {
    private final NetworkRepository networks;
    private final SeatRepository seats;
    private final CreateNetwork create;
    private final RemoveNetwork remove;
    private final PruneNetworks prune;
    private final RequestVersion version;

    NetworkResource(
            NetworkRepository networks,
            SeatRepository seats,
            CreateNetwork create,
            RemoveNetwork remove,
            PruneNetworks prune,
            RequestVersion version) {
        this.networks = networks;
        this.seats = seats;
        this.create = create;
        this.remove = remove;
        this.prune = prune;
        this.version = version;
    }

    /** {@code GET /networks}. */
    @GET
    public List<NetworkView> list(@QueryParam("filters") Filters filters) {
        Set<String> used = new HashSet<>();
        seats.endpoints().forEach(endpoint -> used.add(endpoint.networkId()));
        Predicate<Network> wanted = NetworkFilters.list(Filters.orNone(filters), used);
        return networks.all().stream()
                .filter(wanted)
                .map(
                        network ->
                                NetworkWire.view(
                                        network, List.of(), Map.of(), version.get().minor()))
                .toList();
    }

    /** {@code GET /networks/{id}}; {@code verbose} adds what only swarms have. */
    @GET
    @Path("/{id}")
    public NetworkView inspect(
            @PathParam("id") String id,
            @QueryParam("verbose") dev.joey.http.QueryBool verbose,
            @QueryParam("scope") String scope) {
        boolean other = scope != null && !scope.isEmpty() && !scope.equals("local");
        Network network =
                networks.lookUp(id)
                        .filter(_ -> !other)
                        .orElseThrow(() -> AllocateEndpoints.notFound(id));
        Map<String, String> names = new HashMap<>();
        seats.members().forEach(member -> names.put(member.containerId(), member.name()));
        return NetworkWire.view(
                network, seats.endpointsOf(network.id()), names, version.get().minor());
    }

    /** {@code POST /networks/create}. */
    @POST
    @Path("/create")
    public Response create(NetworkBody body) {
        Network made = create.create(NetworkWire.request(body));
        return Response.status(Response.Status.CREATED)
                .entity(new NetworkCreated(made.id(), ""))
                .build();
    }

    /** {@code DELETE /networks/{id}}. */
    @DELETE
    @Path("/{id}")
    public void remove(@PathParam("id") String id) {
        remove.remove(id);
    }

    /** {@code POST /networks/prune}. */
    @POST
    @Path("/prune")
    public NetworksPruned prune(@QueryParam("filters") Filters filters) {
        List<String> removed = prune.prune(NetworkFilters.prune(Filters.orNone(filters)));
        return new NetworksPruned(removed.isEmpty() ? null : removed);
    }
}
