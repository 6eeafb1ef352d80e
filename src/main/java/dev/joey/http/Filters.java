package dev.joey.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.joey.error.EngineException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The {@code filters} parameter of lists, prunes and events: for each name the values of which one
 * must fit. Source: api/types/filters of Docker.
 *
 * @param values by name, in the order they were given; never null, unmodifiable
 */
public record Filters(Map<String, Set<String>> values) {
    /** No filter at all: everything passes. */
    public static final Filters NONE = new Filters(Map.of());

    private static final ObjectMapper PLAIN = new ObjectMapper();

    /** Copies. */
    public Filters {
        Map<String, Set<String>> copy = new LinkedHashMap<>();
        values.forEach(
                (name, all) ->
                        copy.put(name, Collections.unmodifiableSet(new LinkedHashSet<>(all))));
        values = Collections.unmodifiableMap(copy);
    }

    /**
     * Reads {@code {"label":["a","b"]}} or the older {@code {"label":{"a":true,"b":true}}}. Called
     * by JAX-RS.
     *
     * @param text null or empty is {@link #NONE}
     * @throws EngineException.InvalidParameter if it is neither
     */
    public static Filters fromString(String text) {
        if (text == null || text.isEmpty()) {
            return NONE;
        }
        JsonNode tree;
        try {
            tree = PLAIN.readTree(text);
        } catch (JsonProcessingException e) {
            throw new EngineException.InvalidParameter("invalid filter", e);
        }
        if (tree.isNull()) {
            return NONE;
        }
        if (!tree.isObject()) {
            throw new EngineException.InvalidParameter("invalid filter");
        }
        Map<String, Set<String>> values = new LinkedHashMap<>();
        tree.properties().forEach(filter -> values.put(filter.getKey(), texts(filter.getValue())));
        return new Filters(values);
    }

    private static Set<String> texts(JsonNode node) {
        Set<String> all = new LinkedHashSet<>();
        if (node.isObject()) {
            node.properties().forEach(entry -> all.add(requireBool(entry)));
        } else if (node.isArray()) {
            node.forEach(value -> all.add(requireText(value)));
        } else if (!node.isNull()) {
            throw new EngineException.InvalidParameter("invalid filter");
        }
        return all;
    }

    private static String requireBool(Map.Entry<String, JsonNode> entry) {
        if (!entry.getValue().isBoolean()) {
            throw new EngineException.InvalidParameter("invalid filter");
        }
        return entry.getKey();
    }

    private static String requireText(JsonNode value) {
        if (!value.isTextual()) {
            throw new EngineException.InvalidParameter("invalid filter");
        }
        return value.textValue();
    }

    /** {@code filters}, or {@link #NONE} for null, which is what an absent parameter is. */
    public static Filters orNone(Filters filters) {
        return filters == null ? NONE : filters;
    }

    /**
     * Refuses names that a route does not know.
     *
     * @throws EngineException.InvalidParameter naming the first unknown one
     */
    public Filters allow(String... known) {
        Set<String> allowed = Set.of(known);
        for (String name : values.keySet()) {
            if (!allowed.contains(name)) {
                throw new EngineException.InvalidParameter("invalid filter '" + name + "'");
            }
        }
        return this;
    }

    /** Whether any value was given for {@code name}. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The values of {@code name}, or none. */
    public Set<String> of(String name) {
        return values.getOrDefault(name, Set.of());
    }

    /**
     * A filter that is yes or no.
     *
     * @throws EngineException.InvalidParameter unless it is one of true, 1, false and 0
     */
    public boolean flag(String name, boolean whenAbsent) {
        Set<String> all = of(name);
        if (all.isEmpty()) {
            return whenAbsent;
        }
        boolean yes = all.contains("true") || all.contains("1");
        boolean no = all.contains("false") || all.contains("0");
        if (all.size() != 1 || yes == no) {
            throw new EngineException.InvalidParameter(
                    "invalid filter '" + name + "=[" + String.join(" ", all) + "]'");
        }
        return yes;
    }

    /** Whether {@code name} is absent or one of its values is {@code actual}. */
    public boolean isOneOf(String name, String actual) {
        Set<String> all = of(name);
        return all.isEmpty() || all.contains(actual);
    }

    /** Whether {@code name} is absent or {@code actual} begins with one of its values. */
    public boolean startsWith(String name, String actual) {
        Set<String> all = of(name);
        return all.isEmpty() || all.stream().anyMatch(actual::startsWith);
    }

    /**
     * Whether {@code name} is absent, or {@code actual} is one of its values or matches one of them
     * as a regular expression anywhere. A value that is no expression matches only itself.
     */
    public boolean matches(String name, String actual) {
        Set<String> all = of(name);
        return all.isEmpty()
                || all.contains(actual)
                || all.stream().anyMatch(value -> finds(value, actual));
    }

    private static boolean finds(String expression, String actual) {
        try {
            return Pattern.compile(expression).matcher(actual).find();
        } catch (PatternSyntaxException _) {
            return false;
        }
    }

    /**
     * Whether {@code name} is absent or all its values, {@code key} or {@code key=value}, are in
     * {@code actual}.
     */
    public boolean matchesAll(String name, Map<String, String> actual) {
        return of(name).stream().allMatch(wanted -> contains(actual, wanted));
    }

    /** Whether none of {@code name}'s values is in {@code actual}; for {@code label!}. */
    public boolean matchesNone(String name, Map<String, String> actual) {
        return of(name).stream().noneMatch(unwanted -> contains(actual, unwanted));
    }

    private static boolean contains(Map<String, String> actual, String wanted) {
        List<String> pair = List.of(wanted.split("=", 2));
        String value = actual.get(pair.getFirst());
        return value != null && (pair.size() == 1 || value.equals(pair.get(1)));
    }
}
