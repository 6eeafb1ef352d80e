package dev.joey.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.http.Filters;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFilterTest {
    private final EngineEvent start =
            new EngineEvent(
                    1,
                    Instant.EPOCH,
                    "container",
                    "start",
                    "abcdef",
                    Map.of("name", "web", "image", "nginx:1.27", "tier", "a"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | true",
                "{\"type\":[\"container\"]} | true",
                "{\"type\":[\"image\"]} | false",
                "{\"event\":[\"start\",\"die\"]} | true",
                "{\"event\":[\"die\"]} | false",
                "{\"container\":[\"web\"]} | true",
                "{\"container\":[\"abc\"]} | true",
                "{\"container\":[\"other\"]} | false",
                "{\"image\":[\"nginx\"]} | true",
                "{\"image\":[\"nginx:1.27\"]} | true",
                "{\"image\":[\"nginx:1.26\"]} | false",
                "{\"label\":[\"tier\"]} | true",
                "{\"label\":[\"tier=a\",\"x\"]} | false",
                "{\"volume\":[\"web\"]} | false",
            })
    void fits(String filters, boolean expected) {
        assertEquals(expected, new EventFilter(Filters.fromString(filters)).test(start));
    }

    @Test
    void anUnknownFilterIsRefused() {
        assertThrows(
                InvalidParameter.class,
                () -> new EventFilter(Filters.fromString("{\"colour\":[\"red\"]}")));
    }
}
