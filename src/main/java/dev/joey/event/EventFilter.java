package dev.joey.event;

import dev.joey.http.Filters;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which events an observer wants: for each filter name one of its values must fit, for labels all.
 * Source: the events filters of Docker's API.
 */
final class EventFilter implements Predicate<EngineEvent> {
    private static final String[] NAMES = {
        "config",
        "container",
        "daemon",
        "event",
        "image",
        "label",
        "network",
        "node",
        "plugin",
        "scope",
        "secret",
        "service",
        "type",
        "volume"
    };

    private final Filters filters;

    /**
     * Reads the filters.
     *
     * @throws dev.joey.error.EngineException.InvalidParameter if one of the names is unknown
     */
    EventFilter(Filters filters) {
        this.filters = filters.allow(NAMES);
    }

    @Override
    public boolean test(EngineEvent event) {
        return matchesAction(event)
                && filters.isOneOf("type", event.type())
                && filters.isOneOf("scope", "local")
                && matchesObject(event, "daemon")
                && matchesObject(event, "container")
                && matchesObject(event, "plugin")
                && matchesObject(event, "volume")
                && matchesObject(event, "network")
                && matchesObject(event, "service")
                && matchesObject(event, "node")
                && matchesObject(event, "secret")
                && matchesObject(event, "config")
                && matchesImage(event)
                && filters.matchesAll("label", event.attributes());
    }

    /** An action with details, as {@code exec_start: sh}, also fits by its first word. */
    private boolean matchesAction(EngineEvent event) {
        Set<String> wanted = filters.of("event");
        int colon = event.action().indexOf(':');
        return wanted.isEmpty()
                || wanted.contains(event.action())
                || (colon > 0 && wanted.contains(event.action().substring(0, colon)));
    }

    /**
     * A filter named as a type of object wants that type, by the beginning of its id or of its
     * name.
     */
    private boolean matchesObject(EngineEvent event, String type) {
        Set<String> wanted = filters.of(type);
        if (wanted.isEmpty()) {
            return true;
        }
        String name = event.attributes().getOrDefault("name", "");
        return event.type().equals(type)
                && wanted.stream()
                        .anyMatch(
                                value ->
                                        event.actorId().startsWith(value)
                                                || name.equals(value)
                                                || name.startsWith(value));
    }

    /**
     * Images fit by id, by name with tag, or by name alone; events of containers fit by their
     * image.
     */
    private boolean matchesImage(EngineEvent event) {
        Set<String> wanted = filters.of("image");
        if (wanted.isEmpty()) {
            return true;
        }
        String name =
                event.attributes()
                        .getOrDefault(event.type().equals("image") ? "name" : "image", "");
        return wanted.stream()
                .anyMatch(
                        value ->
                                event.actorId().equals(value)
                                        || name.equals(value)
                                        || withoutTag(name).equals(value)
                                        || withoutTag(event.actorId()).equals(value));
    }

    private static String withoutTag(String name) {
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }
}
