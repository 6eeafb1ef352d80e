package dev.joey.event;

import dev.joey.event.wire.EventMessage;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** From events to what clients read. */
final class EventWire {
    private EventWire() {}

    static EventMessage message(EngineEvent event) {
        boolean container = event.type().equals("container");
        boolean old = container || event.type().equals("image");
        Instant at = event.at();
        return new EventMessage(
                old ? event.action() : null,
                old ? event.actorId() : null,
                container ? event.attributes().get("image") : null,
                event.type(),
                event.action(),
                new EventMessage.Actor(event.actorId(), new TreeMap<>(event.attributes())),
                "local",
                at.getEpochSecond(),
                TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano());
    }
}
