package dev.joey.testing;

import dev.joey.event.EventJournal;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.util.Map;

/** Stands before the journal and records what it is told. */
@Priority(1)
@Decorator
public class EventRecorder implements EventJournal {
    private final EventJournal journal;
    private final RecordedEvents recorded;

    @Inject
    public EventRecorder(@Any @Delegate EventJournal journal, RecordedEvents recorded) {
        this.journal = journal;
        this.recorded = recorded;
    }

    @Override
    public void append(String type, String action, String actorId, Map<String, String> attributes) {
        recorded.add(new RecordedEvents.Recorded(type, action, actorId, Map.copyOf(attributes)));
        journal.append(type, action, actorId, attributes);
    }
}
