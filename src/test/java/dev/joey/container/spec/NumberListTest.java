package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException.InvalidParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberListTest {
    @Test
    void rangesAndSinglesAreCounted() {
        assertEquals(4, NumberList.parse("0-2,7").count());
        assertEquals(0, NumberList.parse("").count());
    }

    @Test
    void aListContainsItsParts() {
        var all = NumberList.parse("0-3");
        assertTrue(all.contains(NumberList.parse("1,3")));
        assertTrue(all.contains(NumberList.parse("")));
        assertFalse(all.contains(NumberList.parse("3-4")));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "1,", "a", "-1", "3-1", "1--2", "0-9999999999", "1 2"})
    void anythingElseIsNoList(String text) {
        assertThrows(InvalidParameter.class, () -> NumberList.parse(text));
    }
}
