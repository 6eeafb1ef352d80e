package dev.joey.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryBoolTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "0", "no", "No", "false", "FALSE", "none", " 0 "})
    void fiveWordsAreNo(String text) {
        assertFalse(QueryBool.fromString(text).value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "yes", "on", "banana", "-1", "f"})
    void allElseIsYes(String text) {
        assertTrue(QueryBool.fromString(text).value());
    }

    @Test
    void anAbsentOneIsNoUnlessSaidOtherwise() {
        assertFalse(QueryBool.isTrue(null));
        assertTrue(QueryBool.or(null, true));
        assertFalse(QueryBool.or(new QueryBool(false), true));
    }
}
