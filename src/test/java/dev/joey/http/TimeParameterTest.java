package dev.joey.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeParameterTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("+02:00");

    @ParameterizedTest
    @CsvSource({
        "0,1970-01-01T00:00:00Z",
        "1136073845,2006-01-01T00:04:05Z",
        "1136073845.000000001,2006-01-01T00:04:05.000000001Z",
        "1136073845.5,2006-01-01T00:04:05.5Z",
        "1136073845.,2006-01-01T00:04:05Z",
        "-1.5,1969-12-31T23:59:58.5Z",
        "2006-01-02,2006-01-01T22:00:00Z",
        "2006-01-02T15,2006-01-02T13:00:00Z",
        "2006-01-02T15:04,2006-01-02T13:04:00Z",
        "2006-01-02T15:04:05,2006-01-02T13:04:05Z",
        "2006-01-02T15:04:05.999999999,2006-01-02T13:04:05.999999999Z",
        "2006-01-02T15:04:05Z,2006-01-02T15:04:05Z",
        "2006-01-02T15:04:05.25Z,2006-01-02T15:04:05.25Z",
        "2006-01-02T15:04:05-07:00,2006-01-02T22:04:05Z",
        "2006-01-02T15:04+01:00,2006-01-02T14:04:00Z",
        "2006-01-02T15Z,2006-01-02T15:00:00Z",
        "2006-01-02Z,2006-01-02T00:00:00Z",
        "10m,2026-11-24T11:50:00Z",
        "1h30m,2026-11-24T10:30:00Z",
        "-1h,2026-11-24T13:00:00Z",
        "1.5s,2026-11-24T11:59:58.5Z"
    })
    void everyFormOfDockerIsRead(String text, Instant time) {
        assertEquals(Optional.of(time), TimeParameter.parse(text, NOW, ZONE));
    }

    @Test
    void absentIsEmpty() {
        assertTrue(TimeParameter.parse(null).isEmpty());
        assertTrue(TimeParameter.parse("").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2006-13-01",
                "12.3.4",
                "1h2",
                "5x",
                "2006-01-02T25",
                "1e9",
                "--1",
                "99999999999999999999"
            })
    void otherTextsAreRefused(String text) {
        var refusal =
                assertThrows(
                        EngineException.InvalidParameter.class,
                        () -> TimeParameter.parse(text, NOW, ZONE));
        assertEquals(
                "failed to parse value as time or duration: \"" + text + "\"",
                refusal.getMessage());
    }

    @Test
    void durationsAreGos() {
        assertEquals(Optional.of(Duration.ofMillis(250)), GoDuration.parse("250ms"));
        assertEquals(Optional.of(Duration.ofNanos(1_500)), GoDuration.parse("1.5us"));
        assertEquals(Optional.of(Duration.ZERO), GoDuration.parse("0"));
        assertEquals(Optional.empty(), GoDuration.parse("5"));
        assertEquals(Optional.empty(), GoDuration.parse(""));
        assertEquals(Optional.empty(), GoDuration.parse("999999999999h"));
    }

    @Test
    void anInstantIsWrittenAsClientsSendIt() {
        assertEquals("1.000000007", TimeParameter.format(Instant.ofEpochSecond(1, 7)));
    }
}
