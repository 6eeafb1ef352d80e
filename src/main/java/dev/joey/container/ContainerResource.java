package dev.joey.container;

import dev.joey.container.wire.ContainerInspect;
import dev.joey.container.wire.ContainerList;
import dev.joey.container.wire.CreateBody;
import dev.joey.container.wire.CreateResponse;
import dev.joey.container.wire.PruneResponse;
import dev.joey.error.EngineException;
import dev.joey.http.Filters;
import dev.joey.http.QueryBool;
import dev.joey.http.RequestVersion;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

/** The verbs of containers over HTTP. */
@Path("/containers")
@RunOnVirtualThread
public class ContainerResource {
    private final ContainerManager manager;
    private final ContainerViewWire views;
    private final ContainerListWire lists;
    private final ContainerRequestWire requests;
    private final RequestVersion version;

    ContainerResource(
            ContainerManager manager,
            ContainerViewWire views,
            ContainerListWire lists,
            ContainerRequestWire requests,
            RequestVersion version) {
        this.manager = manager;
        this.views = views;
        this.lists = lists;
        this.requests = requests;
        this.version = version;
    }

    /** {@code POST /containers/create}. */
    @POST
    @Path("/create")
    public Response create(
            @QueryParam("name") String name,
            @QueryParam("platform") String platform,
            @QueryParam("specificId") String specificId,
            CreateBody body) {
        ContainerRequestWire.Understood asked =
                requests.understand(body, name, platform, specificId, minor());
        Container made = manager.create(asked.id(), asked.name(), asked.spec(), asked.image());
        return Response.status(Response.Status.CREATED)
                .entity(new CreateResponse(made.id().value(), asked.warnings()))
                .build();
    }

    /** {@code GET /containers/json}. */
    @GET
    @Path("/json")
    public ContainerList list(
            @QueryParam("all") QueryBool all,
            @QueryParam("limit") String limit,
            @QueryParam("size") QueryBool size,
            @QueryParam("since") String since,
            @QueryParam("before") String before,
            @QueryParam("filters") Filters filters) {
        ContainerFilters.Query query =
                new ContainerFilters.Query(
                        QueryBool.isTrue(all), integer("limit", limit, 0), since, before);
        return lists.list(Filters.orNone(filters), query, QueryBool.isTrue(size), minor());
    }

    /** {@code GET /containers/{id}/json}. */
    @GET
    @Path("/{id}/json")
    public ContainerInspect inspect(
            @PathParam("id") String id, @QueryParam("size") QueryBool size) {
        return views.inspect(id, QueryBool.isTrue(size), minor());
    }

    /** {@code POST /containers/{id}/start}. */
    @POST
    @Path("/{id}/start")
    public void start(
            @PathParam("id") String id,
            @QueryParam("checkpoint") String checkpoint,
            @QueryParam("checkpoint-dir") String checkpointDir) {
        if (isGiven(checkpoint) || isGiven(checkpointDir)) {
            throw new EngineException.NotImplemented(
                    "starting from a checkpoint is not supported yet");
        }
        manager.start(id);
    }

    /** {@code POST /containers/{id}/stop}. */
    @POST
    @Path("/{id}/stop")
    public void stop(
            @PathParam("id") String id,
            @QueryParam("signal") String signal,
            @QueryParam("t") String seconds)
            throws InterruptedException {
        manager.stop(id, blankToNull(signal), integer("t", seconds, null));
    }

    /** {@code POST /containers/{id}/restart}. */
    @POST
    @Path("/{id}/restart")
    public void restart(
            @PathParam("id") String id,
            @QueryParam("signal") String signal,
            @QueryParam("t") String seconds)
            throws InterruptedException {
        manager.restart(id, blankToNull(signal), integer("t", seconds, null));
    }

    /** {@code POST /containers/{id}/kill}. */
    @POST
    @Path("/{id}/kill")
    public void kill(@PathParam("id") String id, @QueryParam("signal") String signal)
            throws InterruptedException {
        manager.kill(id, signal);
    }

    /** {@code POST /containers/{id}/pause}. */
    @POST
    @Path("/{id}/pause")
    public void pause(@PathParam("id") String id) {
        manager.pause(id);
    }

    /** {@code POST /containers/{id}/unpause}. */
    @POST
    @Path("/{id}/unpause")
    public void unpause(@PathParam("id") String id) {
        manager.unpause(id);
    }

    /** {@code POST /containers/{id}/rename}. */
    @POST
    @Path("/{id}/rename")
    public void rename(@PathParam("id") String id, @QueryParam("name") String name) {
        manager.rename(id, name);
    }

    /** {@code DELETE /containers/{id}}; {@code v} removes the volumes that nobody named. */
    @DELETE
    @Path("/{id}")
    public void remove(
            @PathParam("id") String id,
            @QueryParam("v") QueryBool volumes,
            @QueryParam("force") QueryBool force,
            @QueryParam("link") QueryBool link)
            throws InterruptedException {
        if (QueryBool.isTrue(link)) {
            throw new EngineException.NotImplemented("removing a link is not supported yet");
        }
        manager.remove(id, QueryBool.isTrue(force), QueryBool.isTrue(volumes));
    }

    /** {@code POST /containers/prune}. */
    @POST
    @Path("/prune")
    public PruneResponse prune(@QueryParam("filters") Filters filters) throws InterruptedException {
        Pruned pruned = manager.prune(requests.prunable(Filters.orNone(filters)));
        return new PruneResponse(
                pruned.deleted().stream().map(ContainerId::value).toList(), pruned.freedBytes());
    }

    private int minor() {
        return version.get().minor();
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isEmpty();
    }

    private static String blankToNull(String text) {
        return isGiven(text) ? text : null;
    }

    private static Integer integer(String name, String text, Integer whenAbsent) {
        if (!isGiven(text)) {
            return whenAbsent;
        }
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException _) {
            throw new EngineException.InvalidParameter(
                    "invalid value for " + name + ": \"" + text + "\"");
        }
    }
}
