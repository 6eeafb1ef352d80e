package dev.joey.event;

import dev.joey.error.EngineException;
import dev.joey.http.ClientGoneException;
import dev.joey.http.Filters;
import dev.joey.http.JsonStream;
import dev.joey.http.Streams;
import dev.joey.http.TimeParameter;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;

/** {@code GET /events}: the journal, from a time in the past on, and then as it grows. */
@Path("/events")
@RunOnVirtualThread
public class EventsResource {
    private final EventFeeds feeds;
    private final Streams streams;

    EventsResource(EventFeeds feeds, Streams streams) {
        this.feeds = feeds;
        this.streams = streams;
    }

    /** Streams events as JSON lines until {@code until}, or until the client leaves. */
    @GET
    public void events(
            @QueryParam("since") String since,
            @QueryParam("until") String until,
            @QueryParam("filters") Filters filters)
            throws InterruptedException {
        Instant from = TimeParameter.parse(since).orElse(null);
        Instant to = TimeParameter.parse(until).orElse(null);
        if (from != null && to != null && to.isBefore(from)) {
            throw new EngineException.InvalidParameter(
                    "`since` time (" + since + ") cannot be after `until` time (" + until + ")");
        }
        EventFilter wanted = new EventFilter(Filters.orNone(filters));
        try (EventFeeds.Feed feed = feeds.open(from, to, wanted);
                JsonStream out = streams.json(Streams.Length.ENDLESS)) {
            var _ = out.gone().thenRun(feed::close);
            for (EngineEvent event = feed.next(); event != null; event = feed.next()) {
                out.send(EventWire.message(event));
            }
        } catch (ClientGoneException _) {
            // Nobody listens any more.
        }
    }
}
