package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTimeTest {
    private static String written(Instant at) {
        byte[] bytes = new byte[RecordTime.LENGTH];
        return new String(bytes, 0, RecordTime.write(at, bytes, 0), UTF_8);
    }

    private static Instant parsed(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return RecordTime.parse(bytes, 0, bytes.length);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T21:35:11.683847397Z, 2026-11-23T21:35:11.683847397Z",
        "2026-11-23T21:35:11.600Z, 2026-11-23T21:35:11.6Z",
        "2026-11-23T21:35:11Z, 2026-11-23T21:35:11Z",
        "2026-11-23T21:35:10.000000010Z, 2026-11-23T21:35:10.00000001Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    })
    void zerosAtTheEndOfTheFractionAreLeftOut(String at, String text) {
        assertEquals(text, written(Instant.parse(at)));
    }

    @Test
    void randomTimesComeBack() {
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            Instant at =
                    Instant.ofEpochSecond(
                            random.nextLong(-62_000_000_000L, 200_000_000_000L),
                            random.nextInt(1_000_000_000));
            assertEquals(at, parsed(written(at)));
        }
    }

    @Test
    void offsetsAreUnderstood() {
        assertEquals(
                Instant.parse("2026-11-23T19:35:11.5Z"), parsed("2026-11-23T21:35:11.5+02:00"));
        assertEquals(Instant.parse("2026-11-24T02:05:11Z"), parsed("2026-11-23T21:35:11-04:30"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-23",
                "2026-11-23T21:35:11",
                "2026-13-23T21:35:11Z",
                "2026-02-30T21:35:11Z",
                "2026-11-23T24:35:11Z",
                "2026-11-23 21:35:11Z",
                "2026-11-23T21:35:11.5",
                "x026-11-23T21:35:11.5Z",
            })
    void whatIsNoTimeIsNone(String text) {
        assertNull(parsed(text));
    }
}
