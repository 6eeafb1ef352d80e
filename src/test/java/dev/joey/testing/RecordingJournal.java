package dev.joey.testing;

import dev.joey.event.EngineEvent;
import dev.joey.event.EventJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A journal in memory. */
public final class RecordingJournal implements EventJournal {
    private final List<EngineEvent> events = new ArrayList<>();

    @Override
    public synchronized void append(
            String type, String action, String actorId, Map<String, String> attributes) {
        events.add(
                new EngineEvent(
                        events.size() + 1L, Instant.EPOCH, type, action, actorId, attributes));
    }

    /** All events, oldest first. */
    public synchronized List<EngineEvent> events() {
        return List.copyOf(events);
    }

    /** The actions alone. */
    public List<String> actions() {
        return events().stream().map(EngineEvent::action).toList();
    }
}
