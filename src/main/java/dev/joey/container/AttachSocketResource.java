package dev.joey.container;

import dev.joey.http.Hijack;
import dev.joey.http.QueryBool;
import dev.joey.http.RequestVersion;
import dev.joey.stdio.DetachKeys;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

/** Attach over a WebSocket: output comes as binary frames, standard output and error mixed. */
@Path("/containers/{id}/attach/ws")
@RunOnVirtualThread
public class AttachSocketResource {
    private final ContainerStreams containers;
    private final AttachContainer attach;
    private final Hijack hijack;
    private final RequestVersion version;

    AttachSocketResource(
            ContainerStreams containers,
            AttachContainer attach,
            Hijack hijack,
            RequestVersion version) {
        this.containers = containers;
        this.attach = attach;
        this.hijack = hijack;
        this.version = version;
    }

    /** {@code GET …/attach/ws}. Before API 1.42 all three streams are meant, whatever is asked. */
    @GET
    public void attach(
            @PathParam("id") String id,
            @QueryParam("stdin") QueryBool stdin,
            @QueryParam("stdout") QueryBool stdout,
            @QueryParam("stderr") QueryBool stderr,
            @QueryParam("stream") QueryBool stream,
            @QueryParam("logs") QueryBool logs,
            @QueryParam("detachKeys") String detachKeys)
            throws InterruptedException {
        byte[] keys = DetachKeys.parse(detachKeys == null ? "" : detachKeys);
        boolean all = !version.get().isAtLeast(1, 42);
        attach.attach(
                containers.get(id),
                new AttachContainer.Wish(
                        all || QueryBool.isTrue(stdin),
                        all || QueryBool.isTrue(stdout),
                        all || QueryBool.isTrue(stderr),
                        QueryBool.isTrue(stream),
                        QueryBool.isTrue(logs),
                        keys),
                false,
                hijack::takeWebSocket);
    }
}
