package dev.joey.testing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was written to the event journal, whichever journal it is. */
@ApplicationScoped
public class RecordedEvents {
    private final List<Recorded> all = new CopyOnWriteArrayList<>();

    /** One call of the journal. */
    public record Recorded(
            String type, String action, String actorId, Map<String, String> attributes) {}

    void add(Recorded event) {
        all.add(event);
    }

    public List<Recorded> all() {
        return List.copyOf(all);
    }

    public void clear() {
        all.clear();
    }
}
