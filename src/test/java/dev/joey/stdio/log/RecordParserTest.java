package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordParserTest {
    private final RecordParser parser = new RecordParser();

    private boolean scan(String line) {
        byte[] bytes = line.getBytes(UTF_8);
        return parser.scan(bytes, 0, bytes.length);
    }

    @Test
    void aRecordOfDockerIsRead() {
        assertTrue(
                scan(
                        "{\"log\":\"say \\\"hi\\\"\\n\",\"stream\":\"stderr\","
                                + "\"attrs\":{\"a\":\"1\",\"b\":\"\\\"}\"},"
                                + "\"time\":\"2026-11-23T21:35:11.683847397Z\"}"));
        assertEquals(2, parser.stream());
        assertEquals(Instant.parse("2026-11-23T21:35:11.683847397Z"), parser.at());
        assertEquals("say \"hi\"\n", new String(parser.log(), UTF_8));
        assertEquals(Map.of("a", "1", "b", "\"}"), parser.attributes());
        assertTrue(parser.endsLine());
    }

    @Test
    void keysComeInAnyOrderWithBlanksAndStrangers() {
        assertTrue(
                scan(
                        " { \"time\" : \"2026-11-23T21:35:11Z\" , \"x\" : [ 1, {\"y\":\"]\"} ],"
                                + " \"n\":null,\"attrs\":null, \"stream\":\"stdout\" ,"
                                + "\"log\":\"a\\u000a\" } "));
        assertEquals(1, parser.stream());
        assertEquals("a\n", new String(parser.log(), UTF_8));
        assertEquals(Map.of(), parser.attributes());
        assertTrue(parser.endsLine());
    }

    @Test
    void anEscapedBackslashBeforeNIsNoNewline() {
        assertTrue(
                scan(
                        "{\"log\":\"C:\\\\n\",\"stream\":\"stdout\","
                                + "\"time\":\"2026-11-23T21:35:11Z\"}"));
        assertFalse(parser.endsLine());
    }

    @Test
    void aRecordWithoutLogIsEmpty() {
        assertTrue(scan("{\"stream\":\"stdout\",\"time\":\"2026-11-23T21:35:11Z\"}"));
        assertEquals(0, parser.log().length);
        assertFalse(parser.endsLine());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "garbage",
                "\0\0\0\0\0\0\0\0\0\0\0\0",
                "{\"log\":\"",
                "{\"log\":\"a\\",
                "{\"log\":\"a\",\"stream\":\"stdout\"}",
                "{\"log\":\"a\",\"time\":\"2026-11-23T21:35:11Z\"}",
                "{\"log\":\"a\",\"stream\":\"stdin1\",\"time\":\"2026-11-23T21:35:11Z\"}",
                "{\"log\":\"a\",\"stream\":\"stdout\",\"time\":\"yesterday, about noon\"}",
                "{\"log\":\"a\",\"stream\":\"stdout\",\"time\":\"2026-11-23T21:35:11Z\"",
                "{\"log\":\"a\",\"stream\":\"stdout\",\"time\":\"2026-11-23T21:35:11Z\"}}",
                "{\"log\":\"a\"\"stream\":\"stdout\",\"time\":\"2026-11-23T21:35:11Z\"}",
                "[\"log\"]",
            })
    void whatIsNoRecordIsToldSo(String line) {
        assertFalse(scan(line));
    }

    @Test
    void damagedRecordsNeverThrow() {
        Random random = new Random(5);
        byte[] good =
                ("{\"log\":\"text \\u00e9 \\n\",\"stream\":\"stdout\",\"attrs\":{\"k\":\"v\"},"
                                + "\"time\":\"2026-11-23T21:35:11.5Z\"}")
                        .getBytes(UTF_8);
        for (int round = 0; round < 50_000; round++) {
            byte[] bad = java.util.Arrays.copyOf(good, 8 + random.nextInt(good.length - 7));
            for (int i = random.nextInt(4); i >= 0; i--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            if (parser.scan(bad, 0, bad.length)) {
                parser.log();
                parser.attributes();
                parser.endsLine();
            }
        }
    }
}
