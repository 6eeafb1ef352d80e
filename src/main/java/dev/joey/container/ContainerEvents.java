package dev.joey.container;

import dev.joey.event.EventJournal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/**
 * Events of containers, with the attributes that Docker gives them: image, name, all labels, and
 * the action's own.
 */
@ApplicationScoped
class ContainerEvents {
    private final EventJournal journal;

    ContainerEvents(EventJournal journal) {
        this.journal = journal;
    }

    /** Writes an event in the present transaction, or in one of its own. */
    void append(Container container, String action, Map<String, String> details) {
        Map<String, String> attributes = new HashMap<>(container.spec().identity().labels());
        attributes.put("image", container.spec().image());
        attributes.put("name", container.name());
        attributes.putAll(details);
        journal.append("container", action, container.id().value(), attributes);
    }

    void append(Container container, String action) {
        append(container, action, Map.of());
    }
}
