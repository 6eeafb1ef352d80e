package dev.joey.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.joey.container.wire.ContainerList;
import dev.joey.container.wire.ContainerListItem;
import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes the elements of a list. Making JSON is the dearest part of a long list and most of its
 * elements are what they were in the list before, so their JSON is kept. An element that equals the
 * kept one in every field has the same JSON; so nothing is ever stale, whatever changed it.
 */
@ApplicationScoped
class ListJsonWire {
    /** What is kept for containers that are gone may be as much as for those of a list. */
    private static final int SPARE = 2;

    private static final int LEAST_KEPT = 64;

    private final ObjectWriter json;
    private final ConcurrentHashMap<String, Written> known = new ConcurrentHashMap<>();

    ListJsonWire(ObjectMapper mapper) {
        this.json = mapper.writerFor(ContainerListItem.class);
    }

    /** The list in JSON, in the same order. */
    ContainerList of(List<ContainerListItem> items) {
        if (known.size() > LEAST_KEPT + SPARE * items.size()) {
            known.clear();
        }
        List<SerializedString> elements = new ArrayList<>(items.size());
        for (ContainerListItem item : items) {
            elements.add(
                    known.compute(
                                    item.id(),
                                    (_, kept) ->
                                            kept != null && kept.item.equals(item)
                                                    ? kept
                                                    : new Written(item, write(item)))
                            .text);
        }
        return new ContainerList(elements);
    }

    /** How many elements are kept. */
    int kept() {
        return known.size();
    }

    private SerializedString write(ContainerListItem item) {
        try {
            return new SerializedString(json.writeValueAsString(item));
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal(
                    "a container cannot be listed: " + e.getMessage(), e);
        }
    }

    private record Written(ContainerListItem item, SerializedString text) {}
}
