package dev.joey.stdio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetachKeysTest {
    private static DetachKeys.Typed type(DetachKeys keys, String text) {
        byte[] bytes = ("#" + text + "#").getBytes(ISO_8859_1);
        return keys.pass(bytes, 1, bytes.length - 2);
    }

    private static String passed(DetachKeys.Typed typed) {
        assertFalse(typed.detach());
        return new String(typed.passed(), ISO_8859_1);
    }

    @Test
    void dockersNotationIsRead() {
        assertArrayEquals(new byte[] {16, 17}, DetachKeys.parse("ctrl-p,ctrl-q"));
        assertArrayEquals(new byte[] {'a', 1, 26, 0}, DetachKeys.parse("a,ctrl-a,ctrl-z,ctrl-@"));
        assertArrayEquals(
                new byte[] {27, 28, 29, 30, 31, 127},
                DetachKeys.parse("ctrl-[,ctrl-\\,ctrl-],ctrl-^,ctrl-_,DEL"));
        assertArrayEquals(new byte[] {}, DetachKeys.parse(""));
    }

    @Test
    void whatIsNoKeyIsRefusedInDockersWords() {
        for (String bad : List.of("ctrl-", "ctrl-A", "ctrl-1", "xy", "a,,b", "ctrl-pp", "ä")) {
            EngineException failed =
                    assertThrows(
                            EngineException.InvalidParameter.class, () -> DetachKeys.parse(bad));
            assertEquals("Invalid detach keys (" + bad + ") provided", failed.getMessage());
        }
    }

    @Test
    void theSequenceDetachesAndIsNotPassed() {
        DetachKeys.Typed typed = type(new DetachKeys(null), "ls\020\021rest");
        assertTrue(typed.detach());
        assertEquals("ls", new String(typed.passed(), ISO_8859_1));
    }

    @Test
    void theSequenceIsFoundAcrossChunks() {
        DetachKeys keys = new DetachKeys(DetachKeys.parse("a,b,c"));
        assertEquals("x", passed(type(keys, "xa")));
        assertEquals("", passed(type(keys, "b")));
        assertTrue(type(keys, "c").detach());
    }

    @Test
    void aBrokenSequenceIsPassedWithTheKeyThatBrokeIt() {
        DetachKeys keys = new DetachKeys(new byte[0]);
        assertEquals("", passed(type(keys, "\020")));
        assertEquals("\020x", passed(type(keys, "x")));
        assertEquals("", passed(type(keys, "\020")));
        assertEquals("\020\020", passed(type(keys, "\020")));
        assertEquals("\021", passed(type(keys, "\021")));
    }
}
