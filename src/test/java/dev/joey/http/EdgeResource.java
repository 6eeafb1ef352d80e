package dev.joey.http;

import dev.joey.error.EngineException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the edge is tested with: plain requests. */
@Path("/edge")
@RunOnVirtualThread
public class EdgeResource {
    private final RequestVersion version;

    EdgeResource(RequestVersion version) {
        this.version = version;
    }

    /** A body with one field of each kind. */
    @RegisterForReflection
    public record Everything(
            String Name,
            int Count,
            Boolean Flag,
            Instant At,
            List<String> Words,
            Everything Inner) {}

    @GET
    @Path("/version")
    public String version() {
        return version.get().toString();
    }

    @GET
    @Path("/fail/{kind}")
    public String fail(@PathParam("kind") String kind) {
        throw switch (kind) {
            case "invalid" -> new EngineException.InvalidParameter("no good");
            case "missing" -> new EngineException.NotFound("No such container: x");
            case "conflict" -> new EngineException.Conflict("in use");
            case "same" -> new EngineException.NotModified("already so");
            case "unbuilt" -> new EngineException.NotImplemented("not built: x");
            case "away" -> new EngineException.Unavailable("containerd is away", null);
            default -> new IllegalStateException("a bug's message");
        };
    }

    @POST
    @Path("/json")
    public Everything json(Everything body) {
        return body == null ? new Everything(null, 0, null, null, null, null) : body;
    }

    @GET
    @Path("/query")
    public Map<String, String> query(
            @QueryParam("all") QueryBool all, @QueryParam("filters") Filters filters) {
        return Map.of(
                "all", String.valueOf(QueryBool.isTrue(all)),
                "names", String.valueOf(Filters.orNone(filters).of("name")));
    }

    @GET
    @Path("/name/{name}")
    public String name(@PathParam("name") String name) {
        return name;
    }

    @POST
    @Path("/upload")
    public String upload(InputStream body) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            total += n;
        }
        return Long.toString(total);
    }
}
