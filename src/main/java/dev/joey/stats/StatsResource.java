package dev.joey.stats;

import dev.joey.container.Container;
import dev.joey.container.ContainerState;
import dev.joey.container.ContainerStreams;
import dev.joey.error.EngineException;
import dev.joey.http.ClientGoneException;
import dev.joey.http.JsonStream;
import dev.joey.http.QueryBool;
import dev.joey.http.RequestVersion;
import dev.joey.http.Streams;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

/** What a container uses: as it goes on, or once. */
@Path("/containers/{id}/stats")
@RunOnVirtualThread
public class StatsResource {
    private final ContainerStreams containers;
    private final StatsSampler sampler;
    private final Streams streams;
    private final RequestVersion version;

    StatsResource(
            ContainerStreams containers,
            StatsSampler sampler,
            Streams streams,
            RequestVersion version) {
        this.containers = containers;
        this.sampler = sampler;
        this.streams = streams;
        this.version = version;
    }

    /**
     * {@code GET …/stats}: a document a second, until the client leaves or the container is
     * removed; or one, with the one before in {@code precpu_stats} unless {@code one-shot}.
     */
    @GET
    public void stats(
            @PathParam("id") String id,
            @QueryParam("stream") QueryBool stream,
            @QueryParam("one-shot") QueryBool oneShot)
            throws InterruptedException {
        boolean goesOn = QueryBool.or(stream, true);
        boolean alone = version.get().isAtLeast(1, 41) && QueryBool.isTrue(oneShot);
        Container container = containers.get(id);
        if (goesOn && alone) {
            throw new EngineException.InvalidParameter("cannot have stream=true and one-shot=true");
        }
        if (goesOn) {
            goOn(container);
        } else if (alone || !runs(container)) {
            try (JsonStream client = streams.json(Streams.Length.FINITE)) {
                client.send(StatsWire.document(null, sampler.now(container)));
            } catch (ClientGoneException _) {
                // Nobody reads any more.
            }
        } else {
            once(container);
        }
    }

    private static boolean runs(Container container) {
        return container.run().isPresent()
                && !(container.state() instanceof ContainerState.Restarting);
    }

    private void goOn(Container container) throws InterruptedException {
        try (StatsFeed feed = sampler.watch(container.id());
                JsonStream client = streams.json(Streams.Length.ENDLESS)) {
            var _ = client.gone().thenRun(feed::close);
            for (StatsFeed.Frame frame = feed.next(); frame != null; frame = feed.next()) {
                client.send(StatsWire.document(frame.before(), frame.now()));
            }
        } catch (ClientGoneException _) {
            // Nobody reads any more.
        }
    }

    /** The first sample is passed over if none came before it: it says nothing of the rate. */
    private void once(Container container) throws InterruptedException {
        try (StatsFeed feed = sampler.watch(container.id());
                JsonStream client = streams.json(Streams.Length.FINITE)) {
            var _ = client.gone().thenRun(feed::close);
            StatsFeed.Frame frame = feed.next();
            while (frame != null && frame.before() == null) {
                frame = feed.next();
            }
            client.send(
                    frame == null
                            ? StatsWire.document(
                                    null, Sample.idle(container.id(), container.name()))
                            : StatsWire.document(frame.before(), frame.now()));
        } catch (ClientGoneException _) {
            // Nobody reads any more.
        }
    }
}
