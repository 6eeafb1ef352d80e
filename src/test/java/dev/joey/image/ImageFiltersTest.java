package dev.joey.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import dev.joey.http.Filters;
import dev.joey.http.TimeParameter;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.Reference;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFiltersTest {
    private static final Instant NOW = Instant.parse("2024-06-01T12:00:00Z");
    private static final Digest ID = new Digest("sha256:" + "a".repeat(64));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | true | true",
                "{\"dangling\":[\"true\"]} | false | true",
                "{\"dangling\":{\"0\":true}} | true | false",
                "{\"label\":[\"k\"]} | true | false",
                "{\"label\":[\"k=v\",\"k\"]} | true | false",
                "{\"label\":[\"k=v\",\"x\"]} | false | false",
                "{\"reference\":[\"app\"]} | true | false",
                "{\"reference\":[\"other\",\"ap*:1\"]} | true | false",
                "{\"reference\":[\"*\"]} | true | false",
                "{\"reference\":[\"app/*\"]} | false | false",
                "{\"before\":[\"2024-05-02\"]} | true | true",
                "{\"before\":[\"2024-05-01\"]} | false | false",
                "{\"since\":[\"2024-04-30\"]} | true | true",
                "{\"since\":[\"2024-04-30\",\"2024-05-02\"]} | false | false",
                "{\"until\":[\"24h\"]} | true | true",
                "{\"until\":[\"2024-04-01T00:00:00Z\"]} | false | false",
            })
    void filtersSelectAsDockers(String json, boolean named, boolean unnamed) {
        ImageFilters filters = parse(json);
        assertEquals(
                named,
                filters.apply(image(Map.of("k", "v"), "app:1", "quay.io/a/b:2")).isPresent(),
                "a named image");
        assertEquals(unnamed, filters.apply(image(Map.of())).isPresent(), "a dangling image");
    }

    @Test
    void onlyNamesThatAreAskedForAreShown() {
        ImageSummary shown =
                parse("{\"reference\":[\"quay.io/*/b\"]}")
                        .apply(image(Map.of(), "app:1", "quay.io/a/b:2"))
                        .orElseThrow();
        assertEquals(List.of(Reference.parse("quay.io/a/b:2")), shown.names());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"nosuch\":[\"a\"]} | invalid filter 'nosuch'",
                "{\"dangling\":[\"maybe\"]} | invalid filter 'dangling=[maybe]'",
                "{\"dangling\":[\"true\",\"false\"]} | invalid filter 'dangling=[true false]'",
                "[] | invalid filter",
                "{\"label\":1} | invalid filter",
                "{\"label\":[1]} | invalid filter",
                "{ | invalid filter",
                "{\"reference\":[\"[\"]} | syntax error in pattern",
                "{\"until\":[\"soon\"]} | failed to parse value as time or duration: \"soon\"",
            })
    void malformedFiltersAreRefused(String json, String message) {
        assertEquals(
                message,
                assertThrows(EngineException.InvalidParameter.class, () -> parse(json))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "*, abc, true",
        "*, a/b, false",
        "a*c, abbbc, true",
        "a*c*, acd, true",
        "a*/b, ax/b, true",
        "a?c, abc, true",
        "a?c, a/c, false",
        "[a-c]x, bx, true",
        "[^a-c]x, bx, false",
        "[^a-c]x, dx, true",
        "[]a]x, ]x, true",
        "'\\*', '*', true",
        "'\\*', a, false",
        "'', '', true",
        "'', a, false",
        "*a*b*c*, xaxbxcx, true",
        "*a*b*c*, xaxcxbx, false",
    })
    void globsMatchAsGos(String pattern, String text, boolean matches) {
        assertEquals(matches, new ReferenceGlob(pattern).matches(text));
    }

    @Test
    void aHostileGlobIsNoTrap() {
        assertTrue(!new ReferenceGlob("*a".repeat(200)).matches("a".repeat(190) + "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[a", "a\\", "[a-]", "[^"})
    void malformedGlobsAreRefused(String pattern) {
        assertThrows(EngineException.InvalidParameter.class, () -> new ReferenceGlob(pattern));
    }

    private static ImageFilters parse(String json) {
        return ImageFilters.parse(
                Filters.fromString(json),
                day -> Instant.parse(day + "T00:00:00Z"),
                text -> TimeParameter.parse(text, NOW, ZoneOffset.UTC));
    }

    private static ImageSummary image(Map<String, String> labels, String... names) {
        return new ImageSummary(
                ID,
                new Descriptor("x", ID, 1),
                Optional.of(Instant.parse("2024-05-01T10:00:00Z")),
                1,
                -1,
                labels,
                Stream.of(names).map(Reference::parse).toList());
    }
}
