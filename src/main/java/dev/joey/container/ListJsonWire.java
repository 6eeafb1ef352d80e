package dev.joey.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.joey.container.wire.ContainerList;
import dev.joey.container.wire.ContainerListItem;
import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes the elements of a list. Making JSON is the dearest part of a long list, and most elements
 * are what they were in the list before; so their JSON is kept. It is used again for the very same
 * summary that shows the same, which makes the same JSON; nothing is ever stale.
 */
@ApplicationScoped
class ListJsonWire {
    /** What is kept for containers that are gone may be as much as for those of a list. */
    private static final int SPARE = 2;

    private static final int LEAST_KEPT = 64;

    private final ObjectWriter json;
    private final Clock clock;
    private final ConcurrentHashMap<String, Written> known = new ConcurrentHashMap<>();

    ListJsonWire(ObjectMapper mapper, Clock clock) {
        this.clock = clock;
        this.json = mapper.writerFor(ContainerListItem.class);
    }

    /** The list in JSON, in the same order. */
    ContainerList of(List<ContainerSummary> containers, ListFacts facts, int apiMinor) {
        if (known.size() > LEAST_KEPT + SPARE * containers.size()) {
            known.clear();
        }
        ListWire wire = new ListWire(facts, clock.instant(), apiMinor);
        List<SerializedString> elements = new ArrayList<>(containers.size());
        for (ContainerSummary container : containers) {
            elements.add(element(wire, container));
        }
        return new ContainerList(elements);
    }

    /** How many elements are kept. */
    int kept() {
        return known.size();
    }

    // An unchanged row stays the same object; comparing all fields would cost what is to be saved.
    @SuppressWarnings("ReferenceEquality")
    private SerializedString element(ListWire wire, ContainerSummary container) {
        ListWire.Shown shown = wire.shown(container);
        String id = container.id().value();
        Written kept = known.get(id);
        if (kept != null && kept.container == container && kept.shown.same(shown)) {
            return kept.text;
        }
        SerializedString text = write(wire.item(container, shown));
        known.put(id, new Written(container, shown, text));
        return text;
    }

    private SerializedString write(ContainerListItem item) {
        try {
            return new SerializedString(json.writeValueAsString(item));
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal(
                    "a container cannot be listed: " + e.getMessage(), e);
        }
    }

    private record Written(
            ContainerSummary container, ListWire.Shown shown, SerializedString text) {}
}
