package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.joey.stdio.Logs.LogLine;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogFormatTest {
    private static final Instant AT = Instant.parse("2026-11-23T21:35:11.5Z");

    private static LogLine line(int stream, Instant at, String text, Map<String, String> attrs) {
        return new LogLine(stream, at, text.getBytes(UTF_8), attrs);
    }

    private static String format(LogFormat format, LogLine line) {
        return new String(format.format(line), UTF_8);
    }

    @Test
    void withoutPrefixesTheBytesGoThrough() {
        LogLine line = line(1, AT, "a\n", Map.of("k", "v"));
        assertSame(line.bytes(), new LogFormat(false, false).format(line));
    }

    @Test
    void theTimeHasNineDigitsAndComesBeforeTheDetails() {
        LogFormat format = new LogFormat(true, true);
        assertEquals(
                "2026-11-23T21:35:11.500000000Z a+b=%2F%3Dx%2A~,k= text\n",
                format(format, line(1, AT, "text\n", Map.of("k", "", "a b", "/=x*~"))));
        assertEquals(
                "2026-11-23T21:35:11.500000000Z  text\n",
                format(format, line(1, AT, "text\n", Map.of())));
    }

    @Test
    void piecesOfOneLineGetOnePrefix() {
        LogFormat format = new LogFormat(true, false);
        String time = "2026-11-23T21:35:11.500000000Z ";
        assertEquals(time + "ab", format(format, line(1, AT, "ab", Map.of())));
        assertEquals(time + "err\n", format(format, line(2, AT, "err\n", Map.of())));
        assertEquals("cd\n", format(format, line(1, AT, "cd\n", Map.of())));
        assertEquals(time + "ef", format(format, line(1, AT, "ef", Map.of())));
        assertEquals(
                "2026-11-23T21:35:12.500000000Z gh\n",
                format(format, line(1, AT.plusSeconds(1), "gh\n", Map.of())));
    }
}
