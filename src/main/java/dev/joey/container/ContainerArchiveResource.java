package dev.joey.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.joey.container.archive.PathStat;
import dev.joey.container.wire.PathStatDocument;
import dev.joey.error.EngineException;
import dev.joey.http.ClientGoneException;
import dev.joey.http.QueryBool;
import dev.joey.http.RawStream;
import dev.joey.http.Streams;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jboss.logging.Logger;

/** Files of containers over HTTP, for {@code docker cp}. */
@Path("/containers/{id}/archive")
public class ContainerArchiveResource {
    private static final Logger LOG = Logger.getLogger(ContainerArchiveResource.class);

    private static final String STAT = "X-Docker-Container-Path-Stat";

    private final CopyFiles copy;
    private final Streams streams;
    private final ObjectMapper json;

    ContainerArchiveResource(CopyFiles copy, Streams streams, ObjectMapper json) {
        this.copy = copy;
        this.streams = streams;
        this.json = json;
    }

    /** {@code HEAD}: what a path is. */
    @HEAD
    @RunOnVirtualThread
    public Response stat(@PathParam("id") String id, @QueryParam("path") String path) {
        return Response.ok().header(STAT, header(copy.stat(id, given(path)))).build();
    }

    /** {@code GET}: a path as a tar stream. */
    @GET
    @RunOnVirtualThread
    public void copyOut(@PathParam("id") String id, @QueryParam("path") String path) {
        RawStream[] opened = new RawStream[1];
        try {
            copy.copyOut(
                    id,
                    given(path),
                    stat -> {
                        opened[0] =
                                streams.raw(
                                        "application/x-tar",
                                        Streams.Length.FINITE,
                                        Map.of(STAT, header(stat)));
                        return opened[0].asOutputStream();
                    });
            opened[0].close();
        } catch (ClientGoneException _) {
            opened[0].close();
        } catch (IOException | RuntimeException e) {
            if (opened[0] == null) {
                throw e instanceof EngineException known
                        ? known
                        : new EngineException.Internal("cannot copy " + path, e);
            }
            // The head is sent: an archive that breaks off is all the client can be told.
            LOG.warnf("copy of %s from %s broke off: %s", path, id, e.getMessage());
            opened[0].abort();
        }
    }

    /**
     * {@code PUT}: a tar stream into a folder. On a platform thread: a body is read twice as fast
     * there.
     */
    @PUT
    @Blocking
    @Consumes(MediaType.WILDCARD)
    public void copyIn(
            @PathParam("id") String id,
            @QueryParam("path") String path,
            @QueryParam("noOverwriteDirNonDir") QueryBool keepKinds,
            @QueryParam("copyUIDGID") QueryBool asUser,
            InputStream archive)
            throws IOException {
        copy.copyIn(
                id, given(path), archive, QueryBool.isTrue(keepKinds), QueryBool.isTrue(asUser));
    }

    private static String given(String path) {
        if (path == null || path.isEmpty()) {
            throw new EngineException.InvalidParameter("bad parameter: path");
        }
        return path;
    }

    private String header(PathStat stat) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            json.writeValueAsString(PathStatDocument.of(stat))
                                    .getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal("a path's stat cannot be written", e);
        }
    }
}
