package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    private static byte[] escape(byte[] source) {
        byte[] target = new byte[source.length * JsonText.GROWTH + JsonText.SLACK];
        int count = JsonText.escape(source, 0, source.length, target, 0);
        return java.util.Arrays.copyOf(target, count);
    }

    private static String escaped(String text) {
        return new String(escape(text.getBytes(UTF_8)), UTF_8);
    }

    private static byte[] unescape(byte[] escaped) {
        byte[] target = new byte[escaped.length + JsonText.SLACK];
        int count = JsonUnescape.unescape(escaped, 0, escaped.length, target, 0);
        return java.util.Arrays.copyOf(target, count);
    }

    /** The format's rules spelt out byte by byte. */
    private static byte[] slowly(byte[] source) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < source.length; ) {
            int value = source[i] & 0xff;
            int length = value < 0x80 ? 1 : Utf8.sequence(source, i, source.length);
            String code = length > 1 ? new String(source, i, length, UTF_8) : "";
            String text;
            if (length == 0) {
                text = "\\ufffd";
            } else if (value == '"' || value == '\\') {
                text = "\\" + (char) value;
            } else if (value == '\n') {
                text = "\\n";
            } else if (value == '\r') {
                text = "\\r";
            } else if (value < 0x20 || value == '<' || value == '>' || value == '&') {
                text = String.format("\\u%04x", value);
            } else if (code.equals("\u2028") || code.equals("\u2029")) {
                text = String.format("\\u%04x", (int) code.charAt(0));
            } else {
                text = new String(source, i, length, ISO_8859_1);
            }
            out.writeBytes(text.getBytes(ISO_8859_1));
            i += Math.max(length, 1);
        }
        return out.toByteArray();
    }

    @Test
    void controlsAngleBracketsAndSeparatorsAreEscapedAsDockerDoes() {
        assertEquals(
                "a\\u0000\\u0009\\u001b\\r\\n\\\"\\\\/\\u003c\\u003e\\u0026\\u2028\\u2029\u007fä",
                escaped("a\0\t\u001b\r\n\"\\/<>&\u2028\u2029\u007fä"));
    }

    @Test
    void eachByteOfABadSequenceBecomesAReplacementCharacter() {
        byte[] bad = {'a', (byte) 0xe2, (byte) 0x82, 'b', (byte) 0xff, (byte) 0xc0, (byte) 0x80};
        assertEquals("a\\ufffd\\ufffdb\\ufffd\\ufffd\\ufffd", new String(escape(bad), UTF_8));
    }

    @Test
    void surrogatesAndOverlongFormsAreBad() {
        byte[] surrogate = {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
        byte[] overlong = {(byte) 0xe0, (byte) 0x80, (byte) 0x80};
        byte[] tooHigh = {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80};
        assertEquals(0, Utf8.sequence(surrogate, 0, 3));
        assertEquals(0, Utf8.sequence(overlong, 0, 3));
        assertEquals(0, Utf8.sequence(tooHigh, 0, 4));
        assertEquals(4, Utf8.sequence("😀".getBytes(UTF_8), 0, 4));
    }

    @Test
    void everyByteAtEveryPlaceOfAWordIsEscapedAsByTheSlowWay() {
        for (int value = 0; value < 256; value++) {
            for (int length = 1; length <= 17; length++) {
                for (int place = 0; place < length; place++) {
                    byte[] text = "abcdefghijklmnopq".substring(0, length).getBytes(UTF_8);
                    text[place] = (byte) value;
                    assertArrayEquals(slowly(text), escape(text));
                }
            }
        }
    }

    @Test
    void randomBytesAndTextsAreEscapedAsByTheSlowWayAndComeBack() {
        Random random = new Random(7);
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            assertArrayEquals(slowly(bytes), escape(bytes));
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                int code = random.nextInt(random.nextBoolean() ? 0x80 : 0x11000);
                text.appendCodePoint(code >= 0xd800 && code < 0xe000 ? 'x' : code);
            }
            byte[] valid = text.toString().getBytes(UTF_8);
            assertArrayEquals(slowly(valid), escape(valid));
            assertArrayEquals(valid, unescape(escape(valid)));
        }
    }

    @Test
    void attributesAreWrittenAsGoWritesAMap() {
        assertEquals(
                "{\"a\":\"\\t\\u003c\\b\\\\\",\"b\":\"ü😀\\ufffd\\u2028\\u0001\"}",
                new String(
                        JsonText.object(Map.of("b", "ü😀\ud800\u2028\u0001", "a", "\t<\b\\")),
                        UTF_8));
        assertEquals("{}", new String(JsonText.object(Map.of()), UTF_8));
    }

    @Test
    void escapesOfOtherWritersAreRead() {
        assertEquals(
                "\b\f\t/😀\ufffdé",
                new String(
                        unescape("\\b\\f\\t\\/\\ud83d\\ude00\\ud83d\\u00e9".getBytes(UTF_8)),
                        UTF_8));
    }

    @Test
    void theStartOfACharacterAtTheEndIsSeen() {
        byte[] text = "ab😀".getBytes(UTF_8);
        assertEquals(0, Utf8.unfinished(text, 0, 6));
        assertEquals(3, Utf8.unfinished(text, 0, 5));
        assertEquals(2, Utf8.unfinished(text, 0, 4));
        assertEquals(1, Utf8.unfinished(text, 0, 3));
        assertEquals(0, Utf8.unfinished(text, 0, 2));
        assertEquals(0, Utf8.unfinished(new byte[] {(byte) 0x80, (byte) 0x80}, 0, 2));
    }
}
