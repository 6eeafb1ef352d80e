package dev.joey.http;

import dev.joey.error.EngineException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** What the edge is tested with: streams and raw connections. */
@Path("/edge")
@RunOnVirtualThread
public class StreamingResource {
    private final Hijack hijack;
    private final Streams streams;
    private final Seen seen;
    private final Scoped scoped;

    StreamingResource(Hijack hijack, Streams streams, Seen seen, Scoped scoped) {
        this.hijack = hijack;
        this.streams = streams;
        this.seen = seen;
        this.scoped = scoped;
    }

    /** What the tests wait for. */
    @Singleton
    public static class Seen {
        final Semaphore gone = new Semaphore(0);
        final Semaphore begun = new Semaphore(0);
        final Semaphore scopesEnded = new Semaphore(0);
        final AtomicLong written = new AtomicLong();
        volatile CountDownLatch gate = new CountDownLatch(0);
    }

    /** Lives as long as a request. */
    @RequestScoped
    public static class Scoped {
        private final Seen seen;

        Scoped(Seen seen) {
            this.seen = seen;
        }

        void touch() {}

        @PreDestroy
        void end() {
            seen.scopesEnded.release();
        }
    }

    @POST
    @Path("/echo/attach")
    public void echo(@QueryParam("tty") QueryBool tty) {
        scoped.touch();
        try (HijackedConnection client = hijack.take(QueryBool.isTrue(tty))) {
            byte[] buffer = new byte[64 * 1024];
            for (int n = client.read(buffer); n >= 0; n = client.read(buffer)) {
                client.write(buffer, 0, n);
            }
            byte[] bye = "bye\n".getBytes(StandardCharsets.US_ASCII);
            client.write(bye, 0, bye.length);
        }
    }

    @POST
    @Path("/exec/start")
    public void exec(Map<String, Object> body) {
        if (body == null) {
            throw new EngineException.NotFound("no such exec");
        }
        echo(new QueryBool(Boolean.TRUE.equals(body.get("Tty"))));
    }

    @POST
    @Path("/count/attach")
    public void count() {
        try (HijackedConnection client = hijack.take(true)) {
            byte[] buffer = new byte[64 * 1024];
            long total = 0;
            for (int n = client.read(buffer); n >= 0; n = client.read(buffer)) {
                total += n;
            }
            byte[] text = Long.toString(total).getBytes(StandardCharsets.US_ASCII);
            client.write(text, 0, text.length);
        }
    }

    @POST
    @Path("/silent/attach")
    public void silent() {
        try (HijackedConnection client = hijack.take(true)) {
            seen.begun.release();
            client.closed().toCompletableFuture().join();
            seen.gone.release();
        }
    }

    @POST
    @Path("/flood/attach")
    public void flood(@QueryParam("total") long total) {
        byte[] buffer = new byte[64 * 1024];
        seen.written.set(0);
        try (HijackedConnection client = hijack.take(true)) {
            for (long left = total; left > 0; left -= buffer.length) {
                client.write(buffer, 0, (int) Math.min(left, buffer.length));
                seen.written.addAndGet(buffer.length);
            }
        } catch (ClientGoneException _) {
            seen.gone.release();
        }
    }

    @POST
    @Path("/frames/attach")
    public void frames(@QueryParam("count") int count) {
        byte[] line = "0123456789abcdef0123456789abcdef\n".getBytes(StandardCharsets.US_ASCII);
        try (HijackedConnection client = hijack.take(false)) {
            for (int i = 0; i < count; i++) {
                client.writeFrame(1 + (i & 1), line, 0, line.length);
            }
        }
    }

    @POST
    @Path("/broken/attach")
    public void broken() {
        try (HijackedConnection client = hijack.take(true)) {
            client.write("x".getBytes(StandardCharsets.US_ASCII), 0, 1);
            throw new EngineException.Conflict("found too late");
        }
    }

    @GET
    @Path("/lines")
    public void lines(@QueryParam("count") int count, @QueryParam("fail") QueryBool fail) {
        try (JsonStream out = streams.progress()) {
            for (int i = 0; i < count; i++) {
                out.send(Map.of("id", i));
            }
            if (QueryBool.isTrue(fail)) {
                out.sendError("disk full");
                throw new EngineException.Conflict("found too late");
            }
        }
    }

    @GET
    @Path("/endless")
    public void endless() {
        scoped.touch();
        try (JsonStream out = streams.json(Streams.Length.ENDLESS)) {
            seen.begun.release();
            out.gone().toCompletableFuture().join();
            seen.gone.release();
        }
    }

    @GET
    @Path("/bytes")
    public void bytes(@QueryParam("total") long total) {
        byte[] buffer = new byte[64 * 1024];
        seen.written.set(0);
        try (RawStream out = streams.output(true, Streams.Length.FINITE)) {
            for (long left = total; left > 0; left -= buffer.length) {
                out.write(buffer, 0, (int) Math.min(left, buffer.length));
                seen.written.addAndGet(buffer.length);
            }
        } catch (ClientGoneException _) {
            seen.gone.release();
        }
    }

    @GET
    @Path("/gated")
    public String gated() throws InterruptedException {
        seen.begun.release();
        seen.gate.await();
        return "let through";
    }
}
