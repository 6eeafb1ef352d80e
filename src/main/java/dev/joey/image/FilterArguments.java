package dev.joey.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.joey.error.EngineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The API's {@code filters} parameter: names with one or more values each. Source: Docker API,
 * "filters", in the form of today ({@code {"a":{"b":true}}}) and the one before ({@code
 * {"a":["b"]}}).
 */
record FilterArguments(Map<String, List<String>> values) {
    private static final JsonMapper JSON = new JsonMapper();

    static final FilterArguments NONE = new FilterArguments(Map.of());

    /**
     * Reads the parameter.
     *
     * @param json null or empty for no filter
     * @throws EngineException.InvalidParameter {@code invalid filter}
     */
    static FilterArguments parse(String json) {
        if (json == null || json.isEmpty()) {
            return NONE;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        try {
            JsonNode document = JSON.readTree(json);
            if (!document.isObject()) {
                throw malformed(null);
            }
            document.properties()
                    .forEach(entry -> values.put(entry.getKey(), texts(entry.getValue())));
        } catch (JsonProcessingException e) {
            throw malformed(e);
        }
        return new FilterArguments(values);
    }

    /** The same with one more value. */
    FilterArguments with(String name, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(values);
        List<String> list = new ArrayList<>(get(name));
        list.add(value);
        more.put(name, list);
        return new FilterArguments(more);
    }

    /**
     * Refuses names that nobody knows.
     *
     * @throws EngineException.InvalidParameter {@code invalid filter 'x'}
     */
    void check(Set<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new EngineException.InvalidParameter("invalid filter '" + name + "'");
            }
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    List<String> get(String name) {
        return values.getOrDefault(name, List.of());
    }

    /**
     * A filter that is true or false.
     *
     * @throws EngineException.InvalidParameter {@code invalid filter 'x=[y]'}
     */
    boolean flag(String name) {
        List<String> given = get(name);
        boolean yes = given.contains("true") || given.contains("1");
        boolean no = given.contains("false") || given.contains("0");
        if (yes == no) {
            throw new EngineException.InvalidParameter(
                    "invalid filter '" + name + "=[" + String.join(" ", given) + "]'");
        }
        return yes;
    }

    private static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isObject()) {
            value.fieldNames().forEachRemaining(texts::add);
        } else if (value.isArray()) {
            value.forEach(
                    element -> {
                        if (!element.isTextual()) {
                            throw malformed(null);
                        }
                        texts.add(element.textValue());
                    });
        } else {
            throw malformed(null);
        }
        return List.copyOf(texts);
    }

    private static EngineException malformed(Exception cause) {
        return new EngineException.InvalidParameter("invalid filter", cause);
    }
}
