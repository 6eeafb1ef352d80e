package dev.joey.oci;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.joey.error.EngineException;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Strict reading of documents that come from strangers: no repeated keys, no trailing text, bounded
 * depth, and each wrong type named with its field.
 */
final class OciJson {
    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(64)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private OciJson() {}

    /** Parses a document. {@code what} names it in messages. */
    static JsonNode parse(byte[] json, String what) {
        try {
            JsonNode node = JSON.readTree(json);
            if (node == null || node.isMissingNode()) {
                throw new EngineException.InvalidParameter("invalid " + what + ": it is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new EngineException.InvalidParameter(
                    "invalid " + what + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new EngineException.InvalidParameter("invalid " + what, e);
        }
    }

    static JsonNode object(byte[] json, String what) {
        JsonNode node = parse(json, what);
        if (!node.isObject()) {
            throw new EngineException.InvalidParameter("invalid " + what + ": not a JSON object");
        }
        return node;
    }

    /** A text field; null if it is absent. */
    static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(field, "a string");
        }
        return value.textValue();
    }

    static String text(JsonNode object, String field, String absent) {
        String value = text(object, field);
        return value == null ? absent : value;
    }

    static boolean flag(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw wrong(field, "a boolean");
        }
        return value.booleanValue();
    }

    /** Elements of an array field; none if it is absent. */
    static List<JsonNode> elements(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrong(field, "an array");
        }
        List<JsonNode> elements = new ArrayList<>(value.size());
        value.forEach(elements::add);
        return elements;
    }

    static List<String> texts(JsonNode object, String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : elements(object, field)) {
            if (!element.isTextual()) {
                throw wrong(field, "an array of strings");
            }
            texts.add(element.textValue());
        }
        return List.copyOf(texts);
    }

    /** Members of an object field, in the document's order; none if it is absent. */
    static Map<String, JsonNode> members(JsonNode object, String field) {
        JsonNode value = object.path(field);
        Map<String, JsonNode> members = new LinkedHashMap<>();
        if (value.isMissingNode() || value.isNull()) {
            return members;
        }
        if (!value.isObject()) {
            throw wrong(field, "an object");
        }
        value.properties().forEach(e -> members.put(e.getKey(), e.getValue()));
        return members;
    }

    static Map<String, String> textMembers(JsonNode object, String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        members(object, field)
                .forEach(
                        (name, value) -> {
                            if (!value.isTextual() && !value.isNull()) {
                                throw wrong(field + "." + name, "a string");
                            }
                            // Go reads null as the empty string.
                            texts.put(name, value.isNull() ? "" : value.textValue());
                        });
        return texts;
    }

    static Instant time(JsonNode object, String field) {
        String value = text(object, field);
        if (value == null || value.isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw new EngineException.InvalidParameter(
                    "invalid field '" + field + "': not an RFC 3339 time", e);
        }
    }

    static Descriptor descriptor(JsonNode object) {
        if (!object.isObject()) {
            throw new EngineException.InvalidParameter("a descriptor is not a JSON object");
        }
        JsonNode size = object.path("size");
        if (!size.canConvertToLong() || !size.isIntegralNumber() || size.longValue() < 0) {
            throw wrong("size", "a size in bytes");
        }
        return new Descriptor(
                text(object, "mediaType", ""),
                new Digest(text(object, "digest", "")),
                size.longValue());
    }

    private static EngineException wrong(String field, String wanted) {
        return new EngineException.InvalidParameter("invalid field '" + field + "': not " + wanted);
    }
}
