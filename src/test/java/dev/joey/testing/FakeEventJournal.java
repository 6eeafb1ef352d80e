package dev.joey.testing;

import dev.joey.event.EventJournal;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Takes events while no real journal is on the class path. {@link RecordedEvents} keeps them. */
@DefaultBean
@ApplicationScoped
public class FakeEventJournal implements EventJournal {
    @Override
    public void append(
            String type, String action, String actorId, Map<String, String> attributes) {}
}
