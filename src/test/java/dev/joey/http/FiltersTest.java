package dev.joey.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {
    @Test
    void listsAndTheOlderMapsMeanTheSame() {
        Filters now = Filters.fromString("{\"label\":[\"a\",\"b=c\"],\"id\":[]}");
        Filters before = Filters.fromString("{\"label\":{\"a\":true,\"b=c\":false},\"id\":{}}");
        assertEquals(now, before);
        assertEquals(Set.of("a", "b=c"), now.of("label"));
        assertTrue(now.has("id"));
    }

    @Test
    void nothingGivenFiltersNothing() {
        assertSame(Filters.NONE, Filters.fromString(null));
        assertSame(Filters.NONE, Filters.fromString(""));
        assertSame(Filters.NONE, Filters.orNone(null));
        assertTrue(Filters.NONE.isOneOf("status", "running"));
        assertTrue(Filters.NONE.matches("name", "web"));
        assertTrue(Filters.NONE.matchesAll("label", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[]", "\"a\"", "{\"a\":\"b\"}", "{\"a\":[1]}", "{\"a\":{\"b\":1}}"})
    void malformedFiltersAreRefused(String text) {
        assertEquals("invalid filter", refusal(() -> Filters.fromString(text)));
    }

    @Test
    void anUnknownFilterIsNamed() {
        Filters filters = Filters.fromString("{\"x\":[\"1\"]}");
        assertEquals("invalid filter 'x'", refusal(() -> filters.allow("id", "name")));
        assertSame(filters, filters.allow("x"));
    }

    @Test
    void flagsAreOneOfFourWords() {
        assertTrue(Filters.fromString("{\"dangling\":[\"1\"]}").flag("dangling", false));
        assertFalse(Filters.fromString("{\"dangling\":[\"false\"]}").flag("dangling", true));
        assertTrue(Filters.NONE.flag("dangling", true));
        Filters odd = Filters.fromString("{\"dangling\":[\"maybe\"]}");
        assertEquals(
                "invalid filter 'dangling=[maybe]'", refusal(() -> odd.flag("dangling", true)));
        Filters both = Filters.fromString("{\"dangling\":[\"true\",\"false\"]}");
        assertEquals(
                "invalid filter 'dangling=[true false]'",
                refusal(() -> both.flag("dangling", true)));
    }

    @Test
    void namesMatchWholeOrAsExpression() {
        Filters filters = Filters.fromString("{\"name\":[\"^/?web.*1$\",\"a[\"]}");
        assertTrue(filters.matches("name", "web-01"));
        assertTrue(filters.matches("name", "a["));
        assertFalse(filters.matches("name", "db"));
    }

    @Test
    void allLabelsHaveToBeThere() {
        Filters filters = Filters.fromString("{\"label\":[\"a\",\"b=1\"]}");
        assertTrue(filters.matchesAll("label", Map.of("a", "x", "b", "1")));
        assertFalse(filters.matchesAll("label", Map.of("a", "x", "b", "2")));
        assertFalse(filters.matchesAll("label", Map.of("b", "1")));
        assertTrue(filters.matchesNone("label", Map.of("c", "1")));
        assertFalse(filters.matchesNone("label", Map.of("b", "1")));
    }

    private static String refusal(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(EngineException.InvalidParameter.class, call).getMessage();
    }
}
