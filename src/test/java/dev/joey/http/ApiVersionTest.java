package dev.joey.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiVersionTest {
    @Test
    void versionsAreOrderedByNumberAndNotByText() {
        assertTrue(new ApiVersion(1, 9).compareTo(new ApiVersion(1, 24)) < 0);
        assertTrue(new ApiVersion(1, 51).isAtLeast(1, 42));
        assertTrue(new ApiVersion(2, 0).isAtLeast(1, 51));
    }

    @ParameterizedTest
    @CsvSource({"1.24,1.24", "1.51,1.51", "1.44,1.44", "1.30.7,1.30", "1.51.0,1.51"})
    void whatIsBetweenOldestAndNewestIsAccepted(String text, String version) {
        assertEquals(version, ApiVersion.accept(text).toString());
    }

    @Test
    void aNewerClientIsToldTheNewestVersion() {
        assertEquals(
                "client version 1.99 is too new. Maximum supported API version is 1.51",
                refusal("1.99"));
    }

    @Test
    void anOlderClientIsToldTheOldestVersion() {
        assertEquals(
                "client version 1.10 is too old. Minimum supported API version is 1.24, please"
                        + " upgrade your client to a newer version",
                refusal("1.10"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.", ".", "...", "0.99", "1.2.99"})
    void oddTextsOfDigitsAndDotsAreTooOld(String text) {
        assertTrue(refusal(text).startsWith("client version " + text + " is too old"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "1.51.1", "1.99999999999999999999", "9.9"})
    void oddTextsOfDigitsAndDotsAreTooNew(String text) {
        assertTrue(refusal(text).startsWith("client version " + text + " is too new"));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1.24/info,6",
        "/v1.24/,6",
        "/v./x,3",
        "/v1.24,-1",
        "/volumes,-1",
        "/v/x,-1",
        "/vx/1,-1",
        "/,-1"
    })
    void aPrefixIsDigitsAndDotsUpToASlash(String path, int end) {
        assertEquals(end, VersionPrefix.endOfVersion(path));
    }

    private static String refusal(String text) {
        return assertThrows(EngineException.InvalidParameter.class, () -> ApiVersion.accept(text))
                .getMessage();
    }
}
