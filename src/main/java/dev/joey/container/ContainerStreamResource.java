package dev.joey.container;

import dev.joey.container.wire.TopResponse;
import dev.joey.container.wire.WaitResponse;
import dev.joey.error.EngineException;
import dev.joey.http.ApiVersion;
import dev.joey.http.ClientGoneException;
import dev.joey.http.Hijack;
import dev.joey.http.JsonStream;
import dev.joey.http.QueryBool;
import dev.joey.http.RawStream;
import dev.joey.http.RequestVersion;
import dev.joey.http.Streams;
import dev.joey.http.TerminalSize;
import dev.joey.http.TimeParameter;
import dev.joey.stdio.DetachKeys;
import dev.joey.stdio.Logs.LogCursor;
import dev.joey.stdio.log.LogFormat;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** What goes on for a while: attach, logs, wait; and what belongs to a terminal: resize and top. */
@Path("/containers/{id}")
@RunOnVirtualThread
public class ContainerStreamResource {
    private final ContainerStreams containers;
    private final AttachContainer attach;
    private final TopContainer top;
    private final Hijack hijack;
    private final Streams streams;
    private final RequestVersion version;

    ContainerStreamResource(
            ContainerStreams containers,
            AttachContainer attach,
            TopContainer top,
            Hijack hijack,
            Streams streams,
            RequestVersion version) {
        this.containers = containers;
        this.attach = attach;
        this.top = top;
        this.hijack = hijack;
        this.streams = streams;
        this.version = version;
    }

    /** {@code POST …/attach}: the connection becomes the container's streams. */
    @POST
    @Path("/attach")
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
        Container container = containers.get(id);
        boolean tty = container.spec().process().tty();
        attach.attach(
                container,
                new AttachContainer.Wish(
                        QueryBool.isTrue(stdin),
                        QueryBool.isTrue(stdout),
                        QueryBool.isTrue(stderr),
                        QueryBool.isTrue(stream),
                        QueryBool.isTrue(logs),
                        keys),
                !tty,
                () -> hijack.take(tty));
    }

    /** {@code GET …/logs}. */
    @GET
    @Path("/logs")
    public void logs(
            @PathParam("id") String id,
            @QueryParam("stdout") QueryBool stdout,
            @QueryParam("stderr") QueryBool stderr,
            @QueryParam("follow") QueryBool follow,
            @QueryParam("since") String since,
            @QueryParam("until") String until,
            @QueryParam("timestamps") QueryBool timestamps,
            @QueryParam("details") QueryBool details,
            @QueryParam("tail") String tail)
            throws InterruptedException {
        boolean out = QueryBool.isTrue(stdout);
        boolean err = QueryBool.isTrue(stderr);
        if (!out && !err) {
            throw new EngineException.InvalidParameter(
                    "Bad parameters: you must choose at least one stream");
        }
        Container container = containers.get(id);
        boolean goesOn = QueryBool.isTrue(follow);
        Instant from = "0".equals(since) ? null : TimeParameter.parse(since).orElse(null);
        Instant to = "0".equals(until) ? null : TimeParameter.parse(until).orElse(null);
        boolean framed = !container.spec().process().tty();
        LogFormat format = new LogFormat(QueryBool.isTrue(timestamps), QueryBool.isTrue(details));
        try (LogCursor lines = containers.logs(container, out, err, from, to, tail(tail), goesOn);
                RawStream client =
                        streams.output(
                                framed, goesOn ? Streams.Length.ENDLESS : Streams.Length.FINITE)) {
            var _ = client.gone().thenRun(lines::close);
            new LogStream(lines, format).carryTo(client, framed);
        } catch (ClientGoneException _) {
            // Nobody reads any more.
        }
    }

    /** {@code POST …/wait}: the head is sent at once, the exit code when it is known. */
    @POST
    @Path("/wait")
    public void await(@PathParam("id") String id, @QueryParam("condition") String condition)
            throws InterruptedException {
        ApiVersion asked = version.get();
        ContainerStreams.EndCondition until =
                asked.isAtLeast(1, 30)
                        ? condition(condition)
                        : ContainerStreams.EndCondition.NOT_RUNNING;
        try (ContainerStreams.EndWait end = containers.await(id, until);
                JsonStream client = streams.json(Streams.Length.ENDLESS)) {
            var _ = client.gone().thenRun(end::giveUp);
            client.send(WaitResponse.of(end.code()));
        } catch (ClientGoneException _) {
            // Nobody waits any more.
        }
    }

    /** {@code POST …/resize}. */
    @POST
    @Path("/resize")
    public Response resize(
            @PathParam("id") String id,
            @QueryParam("h") String height,
            @QueryParam("w") String width) {
        TerminalSize size = TerminalSize.parse(height, width);
        containers.resize(id, size.width(), size.height());
        return Response.ok().build();
    }

    /** {@code GET …/top}. */
    @GET
    @Path("/top")
    public TopResponse top(@PathParam("id") String id, @QueryParam("ps_args") String psArguments) {
        ProcessTable table = top.top(id, psArguments);
        return new TopResponse(table.titles(), table.rows());
    }

    private static ContainerStreams.EndCondition condition(String text) {
        return switch (text == null ? "" : text) {
            case "", "not-running" -> ContainerStreams.EndCondition.NOT_RUNNING;
            case "next-exit" -> ContainerStreams.EndCondition.NEXT_EXIT;
            case "removed" -> ContainerStreams.EndCondition.REMOVED;
            default ->
                    throw new EngineException.InvalidParameter(
                            "invalid condition: \"" + text + "\"");
        };
    }

    /** The last so many lines; as Docker has it, whatever is no number means all. */
    private static long tail(String text) {
        if (text == null || !text.matches("[0-9]{1,18}")) {
            return -1;
        }
        return Long.parseLong(text);
    }
}
