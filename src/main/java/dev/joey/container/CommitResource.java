package dev.joey.container;

import dev.joey.container.wire.CommitResponse;
import dev.joey.container.wire.CreateBody;
import dev.joey.error.EngineException;
import dev.joey.http.QueryBool;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** Images of containers. Source: Docker Engine API, "Create a new image from a container". */
@Path("/commit")
@RunOnVirtualThread
public class CommitResource {
    private final ContainerLayers layers;

    CommitResource(ContainerLayers layers) {
        this.layers = layers;
    }

    /** {@code POST /commit}. */
    @POST
    public Response commit(
            @QueryParam("container") String container,
            @QueryParam("repo") String repo,
            @QueryParam("tag") String tag,
            @QueryParam("comment") String comment,
            @QueryParam("author") String author,
            @QueryParam("pause") QueryBool pause,
            @QueryParam("changes") List<String> changes,
            CreateBody config) {
        if (text(container).isEmpty()) {
            throw new EngineException.InvalidParameter("no container to commit is given");
        }
        String id =
                layers.commit(
                                new CommitContainer.Request(
                                        container,
                                        text(repo),
                                        text(tag),
                                        text(author),
                                        text(comment),
                                        QueryBool.or(pause, true),
                                        changes,
                                        Optional.ofNullable(config).map(CommitWire::config)))
                        .value();
        return Response.status(Response.Status.CREATED).entity(new CommitResponse(id)).build();
    }

    private static String text(String parameter) {
        return parameter == null ? "" : parameter;
    }
}
