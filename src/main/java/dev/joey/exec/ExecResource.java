package dev.joey.exec;

import dev.joey.container.AttachSession;
import dev.joey.error.EngineException;
import dev.joey.exec.wire.ExecInspect;
import dev.joey.exec.wire.ExecStartBody;
import dev.joey.http.ClientGoneException;
import dev.joey.http.Hijack;
import dev.joey.http.HijackedConnection;
import dev.joey.http.RequestVersion;
import dev.joey.http.TerminalSize;
import dev.joey.oci.RuntimeSpec.ConsoleSize;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** What is done with an exec that was made. */
@Path("/exec/{id}")
@RunOnVirtualThread
public class ExecResource {
    private static final int STDOUT = 1;

    private final ExecManager manager;
    private final Hijack hijack;
    private final RequestVersion version;

    ExecResource(ExecManager manager, Hijack hijack, RequestVersion version) {
        this.manager = manager;
        this.hijack = hijack;
        this.version = version;
    }

    /**
     * {@code POST /exec/{id}/start}: without {@code Detach} the connection becomes the process's
     * streams; what keeps the process from running is then told there, as Docker does.
     */
    @POST
    @Path("/start")
    public Response start(@PathParam("id") String id, ExecStartBody given) {
        ExecStartBody body = given == null ? ExecStartBody.EMPTY : given;
        boolean tty = Boolean.TRUE.equals(body.tty());
        ConsoleSize size = ExecWire.size(body.consoleSize(), tty, version.get().minor());
        ExecSession session = manager.claim(id);
        if (Boolean.TRUE.equals(body.detach())) {
            manager.start(session, false, size);
        } else {
            attached(session, tty, size);
        }
        return Response.ok().build();
    }

    private void attached(ExecSession session, boolean tty, ConsoleSize size) {
        HijackedConnection client;
        try {
            client = hijack.take(tty);
        } catch (RuntimeException e) {
            manager.release(session);
            if (e instanceof ClientGoneException) {
                return;
            }
            throw e;
        }
        try (client) {
            attach(session, client, tty, size);
        }
    }

    private void attach(
            ExecSession session, HijackedConnection client, boolean tty, ConsoleSize size) {
        try {
            manager.start(session, true, size);
        } catch (EngineException e) {
            tell(client, tty, e.getMessage());
            return;
        }
        new AttachSession(client, session.client(), !tty).run();
        if (session.client().detachedByKeys()) {
            manager.detached(session);
        }
    }

    /** {@code POST /exec/{id}/resize}. */
    @POST
    @Path("/resize")
    public Response resize(
            @PathParam("id") String id,
            @QueryParam("h") String height,
            @QueryParam("w") String width)
            throws InterruptedException {
        TerminalSize size = TerminalSize.parse(height, width);
        manager.resize(id, size.width(), size.height());
        return Response.ok().build();
    }

    /** {@code GET /exec/{id}/json}. */
    @GET
    @Path("/json")
    public ExecInspect inspect(@PathParam("id") String id) {
        return ExecWire.inspect(manager.inspect(id));
    }

    private static void tell(HijackedConnection client, boolean tty, String message) {
        byte[] line = (message + "\r\n").getBytes(StandardCharsets.UTF_8);
        try {
            if (tty) {
                client.write(line, 0, line.length);
            } else {
                client.writeFrame(STDOUT, line, 0, line.length);
            }
        } catch (ClientGoneException _) {
            // It will not be missed.
        }
    }
}
