package dev.joey.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/** JSON in tests. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** Reads a document. */
    public static JsonNode of(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException failure) {
            throw new AssertionError("no JSON: " + text, failure);
        }
    }

    /** The texts of one field in a list of objects. */
    public static List<String> texts(String list, String field) {
        List<String> texts = new ArrayList<>();
        of(list).forEach(element -> texts.add(element.path(field).asText()));
        return texts;
    }
}
