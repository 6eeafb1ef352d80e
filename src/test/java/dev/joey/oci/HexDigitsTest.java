package dev.joey.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HexDigitsTest {
    @ParameterizedTest
    @CsvSource({
        "0123456789abcdef, 0, 16, true",
        "x:af09,           2, 4,  true",
        "af09,             0, 3,  false",
        "af0,              0, 4,  false",
        "AF09,             0, 4,  false",
        "af0g,             0, 4,  false",
        "af0/,             0, 4,  false",
        "af0:,             0, 4,  false",
        "af0`,             0, 4,  false",
        "'',               0, 0,  true",
        "'',               7, 4,  false"
    })
    void onlyLowerCaseDigitsOfTheRightNumberPass(String text, int from, int count, boolean pass) {
        assertEquals(pass, HexDigits.are(text, from, count));
    }
}
